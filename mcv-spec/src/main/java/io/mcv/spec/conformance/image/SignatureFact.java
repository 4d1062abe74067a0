package io.mcv.spec.conformance.image;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest beside an image that carries signatures or attestations of it. Nothing says that they
 * are good: that is for {@code verify}.
 *
 * @param manifest its digest
 * @param tag under which it is found, such as {@code sha256-HEX.sig}; null where it names the image
 *     as its subject
 * @param artifactType as it says; null where it says nothing
 * @param subject digest that it names as its subject; null where it names none
 * @param parts its layers
 * @param fault why it could not be read, for people; null where it could
 */
public record SignatureFact(
    String manifest,
    @Nullable String tag,
    @Nullable String artifactType,
    @Nullable String subject,
    List<Part> parts,
    @Nullable String fault) {

  /**
   * One layer of it.
   *
   * @param digest of the layer
   * @param mediaType as the manifest says
   * @param annotations those of cosign's signature, as the manifest says
   * @param signedDigest the digest of an image that its payload names; null where it is not known
   *     to, or could not be read
   * @param fault why it could not be read, for people; null where it could
   */
  public record Part(
      String digest,
      String mediaType,
      Map<String, String> annotations,
      @Nullable String signedDigest,
      @Nullable String fault) {
    /** Copies the map. */
    public Part {
      annotations = Map.copyOf(annotations);
    }
  }

  /** Copies the list. */
  public SignatureFact {
    parts = List.copyOf(parts);
  }
}
