package io.mcv.client;

import io.mcv.oci.model.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was signed.
 *
 * @param image the reference, whole
 * @param place where image and signature are, for people
 * @param manifests that were signed: the one that was addressed first
 */
public record SignResult(String image, String place, List<SignedManifest> manifests) {
  /** With a list of its own. */
  public SignResult {
    manifests = List.copyOf(manifests);
  }

  /**
   * A manifest or index that is signed.
   *
   * @param digest its own
   * @param stored what holds the signature, one for each form
   */
  public record SignedManifest(Digest digest, List<StoredSignature> stored) {
    /** With a list of its own. */
    public SignedManifest {
      stored = List.copyOf(stored);
    }
  }

  /**
   * What holds a signature.
   *
   * @param tag by which it is found; null where it refers to the image
   * @param manifest its digest
   */
  public record StoredSignature(@Nullable String tag, Digest manifest) {}
}
