package io.mcv.oci.image;

import io.mcv.oci.model.Digest;
import java.util.List;

/** Tags that are made of the digest of an image, and under which others keep what belongs to it. */
public final class DigestTags {
  /** What cosign appends: signatures, attestations, lists of parts. */
  public static final List<String> SUFFIXES = List.of(".sig", ".att", ".sbom");

  private static final int MAX_ALGORITHM = 32;
  private static final int MAX_HEX = 64;

  private DigestTags() {}

  /**
   * The tag without a suffix: of the index that lists what refers to a manifest, where a registry
   * does not list it by itself.
   *
   * @see <a
   *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema">distribution-spec,
   *     Referrers Tag Schema</a>
   */
  public static String of(Digest digest) {
    String algorithm = digest.algorithm().prefix();
    String hex = digest.hex();
    return algorithm.substring(0, Math.min(algorithm.length(), MAX_ALGORITHM))
        + "-"
        + hex.substring(0, Math.min(hex.length(), MAX_HEX));
  }

  /** Whether a tag has the form of one that cosign keeps something under. */
  public static boolean isAttachment(String tag) {
    for (String suffix : SUFFIXES) {
      if (tag.endsWith(suffix)) {
        String stem = tag.substring(0, tag.length() - suffix.length());
        return stem.matches("sha(256|512)-[0-9a-f]{64,128}");
      }
    }
    return false;
  }
}
