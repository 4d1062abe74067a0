package io.mcv.oci.cosign;

import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.OciException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the signatures of an image among all that belongs to it.
 *
 * <p>What a layer is, its own media type says; neither what a list says about a manifest nor the
 * type of the manifest is asked, since tools differ in them.
 *
 * <table>
 * <caption>Layers that are signatures</caption>
 * <tr><td>{@code application/vnd.dev.cosign.simplesigning.v1+json}</td>
 *     <td>simple signing, of the image</td></tr>
 * <tr><td>{@code application/vnd.dsse.envelope.v1+json}</td><td>an attestation</td></tr>
 * <tr><td>{@code application/vnd.dev.sigstore.bundle…}</td><td>a bundle, of either</td></tr>
 * </table>
 */
final class SignatureFinder {
  private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
  private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle";

  private final Digest image;
  private final SignatureForm besidesBundles;
  private final List<StoredSignature> found = new ArrayList<>();
  private final Set<Digest> seen = new HashSet<>();

  private SignatureFinder(Digest image, Wanted wanted) {
    this.image = image;
    this.besidesBundles =
        wanted instanceof Wanted.ImageSignature
            ? SignatureForm.SIMPLE_SIGNING
            : SignatureForm.ENVELOPE;
  }

  /**
   * Those of a kind.
   *
   * @throws LimitExceededException if there are more than {@link SignatureLimits#MAX_SIGNATURES}
   */
  static List<StoredSignature> find(ImageSource source, Digest image, Wanted wanted)
      throws IOException {
    SignatureFinder finder = new SignatureFinder(image, wanted);
    for (Attachment each : source.attachments(image)) {
      if (finder.seen.add(each.manifest().digest())) {
        finder.look(each);
      }
    }
    return finder.found;
  }

  private void look(Attachment attachment) throws LimitExceededException {
    String tag = attachment.tag();
    if (!(parse(attachment) instanceof ImageManifest manifest)
        || (tag == null && !refersToImage(manifest))) {
      return;
    }
    String place = tag == null ? "referrer " + attachment.manifest().digest() : "tag " + tag;
    for (Descriptor each : manifest.layers()) {
      SignatureForm form = form(each.mediaType().value());
      if (form == SignatureForm.BUNDLE || form == besidesBundles) {
        add(new StoredSignature(form, place, each));
      }
    }
  }

  /** Null for what is no manifest: nothing that could be verified is lost with it. */
  private static @Nullable Manifest parse(Attachment attachment) {
    try {
      return attachment.manifest().parse();
    } catch (OciException e) {
      return null;
    }
  }

  private boolean refersToImage(ImageManifest manifest) {
    Descriptor subject = manifest.subject();
    return subject != null && subject.digest().equals(image);
  }

  private static @Nullable SignatureForm form(String mediaType) {
    if (mediaType.equals(SIMPLE_SIGNING)) {
      return SignatureForm.SIMPLE_SIGNING;
    }
    if (mediaType.equals(ENVELOPE)) {
      return SignatureForm.ENVELOPE;
    }
    return mediaType.startsWith(BUNDLE) ? SignatureForm.BUNDLE : null;
  }

  private void add(StoredSignature signature) throws LimitExceededException {
    if (found.size() == SignatureLimits.MAX_SIGNATURES) {
      throw new LimitExceededException(
          "more than "
              + SignatureLimits.MAX_SIGNATURES
              + " signatures belong to "
              + image
              + "; delete those that nobody needs",
          SignatureLimits.MAX_SIGNATURES);
    }
    found.add(signature);
  }
}
