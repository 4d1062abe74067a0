package io.mcv.oci.cosign;

import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What must have been signed about an image. */
public sealed interface Wanted {

  /**
   * A signature of the image itself, not a claim about it.
   *
   * @param annotations that must be signed too
   * @param repository accepts the repository that the signer named; null where any is. Its {@code
   *     toString} says which, for errors. A bundle names none, and is refused where it is asked for
   */
  record ImageSignature(Map<String, String> annotations, @Nullable Predicate<String> repository)
      implements Wanted {
    /** With a map of its own. */
    public ImageSignature {
      annotations = Map.copyOf(annotations);
    }

    /** Whatever else is signed. */
    public static ImageSignature plain() {
      return new ImageSignature(Map.of(), null);
    }
  }

  /**
   * A claim about the image.
   *
   * @param predicateType which; null for any but the image's signature
   */
  record Attestation(@Nullable String predicateType) implements Wanted {}
}
