package io.mcv.client;

import org.jspecify.annotations.Nullable;

/**
 * Which image must be signed, and by whom.
 *
 * @param image reference of the image, as on the command line
 * @param from the only place where a bare name is looked for; null for all of them in their order,
 *     but engines, which keep no signatures
 * @param policy that must accept the manifest or index which the reference names
 * @param allImages whether it must accept each image of an index too, by a signature of its own
 */
public record VerifyRequest(
    String image, @Nullable NamePlace from, SignaturePolicy policy, boolean allImages) {

  /** What the reference names, wherever that is found. */
  public static VerifyRequest of(String image, SignaturePolicy policy) {
    return new VerifyRequest(image, null, policy, false);
  }

  /** The same, where a bare name is looked for in this place alone; null for all. */
  public VerifyRequest withFrom(@Nullable NamePlace place) {
    return new VerifyRequest(image, place, policy, allImages);
  }

  /** The same with each image of an index, or without. */
  public VerifyRequest withAllImages(boolean each) {
    return new VerifyRequest(image, from, policy, each);
  }
}
