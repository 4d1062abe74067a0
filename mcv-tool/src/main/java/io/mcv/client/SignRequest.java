package io.mcv.client;

import io.mcv.oci.cosign.key.SigningKey;
import java.util.Map;

/**
 * An image to sign.
 *
 * @param signing with what, and how it is stored
 * @param annotations that are signed too
 */
public record SignRequest(SigningOptions signing, Map<String, String> annotations) {

  /** A number to containers/image, which refuses a signature where it is text. */
  private static final String TIMESTAMP = "timestamp";

  /**
   * With a map of its own.
   *
   * @throws IllegalArgumentException if an annotation is named {@code timestamp}
   */
  public SignRequest {
    if (annotations.containsKey(TIMESTAMP)) {
      throw new IllegalArgumentException(
          "an annotation named " + TIMESTAMP + " is a number to other tools: name it otherwise");
    }
    annotations = Map.copyOf(annotations);
  }

  /** An image with this key, in every form. */
  public static SignRequest of(String image, SigningKey key) {
    return new SignRequest(SigningOptions.of(image, key), Map.of());
  }

  /** The same with these annotations. */
  public SignRequest withAnnotations(Map<String, String> newAnnotations) {
    return new SignRequest(signing, newAnnotations);
  }
}
