package io.mcv.oci.cosign.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.bundle.InTotoStatement;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bundles that others left beside an image are looked at within limits, and nowhere else. */
class BundleReferrersTest {
  private static final MediaType BUNDLE = new MediaType(SigstoreBundle.MEDIA_TYPE);
  private static final Descriptor IMAGE =
      Descriptor.of(MediaType.OCI_MANIFEST, "image".getBytes(StandardCharsets.US_ASCII));

  private final PayloadSigner signer = new PayloadSigner(SigningKey.generate(KeyType.ECDSA_P256));
  private final byte[] statement = InTotoStatement.ofImage(IMAGE.digest(), Map.of());
  private final Place place = new Place();
  private final BundleReferrers referrers = new BundleReferrers(place, IMAGE, null);

  @Test
  void whatThisKeyHasSignedIsFound() throws Exception {
    byte[] bundle = SigstoreBundle.ofKey(signer.hint(), signer.seal(statement));
    place.bundle = bundle;
    place.refer(Descriptor.of(BUNDLE, "another".getBytes(StandardCharsets.US_ASCII)));
    place.refer(Descriptor.of(BUNDLE, bundle));

    assertThat(referrers.find(place, statement, signer)).contains(place.attached.get(1));
  }

  @Test
  void noPlaceIsAskedThatALayerNames() throws Exception {
    Descriptor plain = Descriptor.of(BUNDLE, new byte[] {1});
    place.refer(
        new Descriptor(
            plain.mediaType(),
            plain.digest(),
            plain.size(),
            List.of("https://elsewhere.example/"),
            null,
            new byte[] {1},
            null,
            null));

    assertThat(referrers.find(place, statement, signer)).isEmpty();
    assertThat(place.opened).containsExactly(plain);
  }

  @Test
  void allTogetherAreBounded() throws Exception {
    int most = SignatureLimits.MAX_DOCUMENT_BYTES;
    for (int i = 0; i < 40; i++) {
      place.refer(Descriptor.of(BUNDLE, Digest.sha256(new byte[] {(byte) i}), most));
    }

    assertThat(referrers.find(place, statement, signer)).isEmpty();
    assertThat(place.opened).hasSize((int) (SignatureLimits.MAX_IMAGE_BYTES / most));
  }

  /** Has one bundle, and remembers what was asked for. */
  private static final class Place implements ImageSource, AttachmentStore {
    private final List<Attachment> attached = new ArrayList<>();
    private final List<Descriptor> opened = new ArrayList<>();
    private byte[] bundle = {};

    void refer(Descriptor layer) {
      Descriptor config = Descriptor.of(MediaType.OCI_EMPTY, new byte[] {'{', '}'});
      RawManifest manifest =
          new ImageManifest(MediaType.OCI_MANIFEST, BUNDLE, config, List.of(layer), IMAGE, null)
              .toRaw();
      attached.add(new Attachment(null, manifest));
    }

    @Override
    public String describe() {
      return "a place";
    }

    @Override
    public List<Attachment> attachments(Digest subject) {
      return attached;
    }

    @Override
    public InputStream openBlob(Descriptor descriptor) throws IOException {
      opened.add(descriptor);
      if (descriptor.digest().equals(Digest.sha256(bundle))) {
        return new ByteArrayInputStream(bundle);
      }
      throw new NotFoundException("not there");
    }

    @Override
    public RawManifest manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public RawManifest manifest(Descriptor descriptor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void putBlob(Descriptor blob, byte[] content) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void putReferrer(RawManifest referrer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RawManifest update(String tag, AttachmentStore.Change change) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
