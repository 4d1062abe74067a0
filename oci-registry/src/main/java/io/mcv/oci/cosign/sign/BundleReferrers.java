package io.mcv.oci.cosign.sign;

import io.mcv.oci.cosign.SignatureReader;
import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The manifests that refer to an image and hold a bundle, with the fields of cosign 3's. */
final class BundleReferrers {
  private static final MediaType BUNDLE = new MediaType(SigstoreBundle.MEDIA_TYPE);
  private static final String CONTENT = "dev.sigstore.bundle.content";
  private static final String PREDICATE_TYPE = "dev.sigstore.bundle.predicateType";
  private static final String CREATED = "org.opencontainers.image.created";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

  private final AttachmentStore store;
  private final Descriptor image;
  private final @Nullable Instant created;

  /**
   * Those of an image.
   *
   * @param created when they say they were; null to leave that out
   */
  BundleReferrers(AttachmentStore store, Descriptor image, @Nullable Instant created) {
    this.store = store;
    this.image = Descriptor.of(image.mediaType(), image.digest(), image.size());
    this.created = created;
  }

  /** Adds one. */
  Attachment add(byte[] bundle, String predicateType) throws IOException {
    Descriptor layer = Descriptor.of(BUNDLE, bundle);
    Descriptor config = Descriptor.of(MediaType.OCI_EMPTY, EMPTY).withArtifactType(BUNDLE);
    Map<String, String> annotations =
        new TreeMap<>(Map.of(CONTENT, "dsse-envelope", PREDICATE_TYPE, predicateType));
    if (created != null) {
      annotations.put(CREATED, created.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    store.putBlob(config, EMPTY);
    store.putBlob(layer, bundle);
    RawManifest manifest =
        new ImageManifest(
                MediaType.OCI_MANIFEST, BUNDLE, config, List.of(layer), image, annotations)
            .toRaw();
    store.putReferrer(manifest);
    return new Attachment(null, manifest);
  }

  /** One that is there already with this statement, signed by the same key. */
  Optional<Attachment> find(ImageSource source, byte[] statement, PayloadSigner signer)
      throws IOException {
    SignatureReader reader = new SignatureReader(source);
    Bytes wanted = Bytes.of(statement);
    int looked = 0;
    for (Attachment each : source.attachments(image.digest())) {
      if (each.tag() == null && looked < SignatureLimits.MAX_SIGNATURES) {
        looked++;
        DsseEnvelope envelope = envelope(reader, each.manifest());
        if (envelope != null && envelope.payload().equals(wanted) && signer.hasSealed(envelope)) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable DsseEnvelope envelope(SignatureReader reader, RawManifest referrer)
      throws IOException {
    try {
      if (referrer.parse() instanceof ImageManifest manifest && manifest.layers().size() == 1) {
        Descriptor layer = manifest.layers().get(0);
        return layer.mediaType().equals(BUNDLE) ? envelope(reader, layer) : null;
      }
      return null;
    } catch (OciException | SignatureRejectedException e) {
      return null; // what others left there is no reason not to sign
    }
  }

  private static @Nullable DsseEnvelope envelope(SignatureReader reader, Descriptor layer)
      throws IOException {
    SigstoreBundle bundle = SigstoreBundle.parse(reader.read(layer));
    return bundle.content() instanceof DsseEnvelope envelope ? envelope : null;
  }
}
