package io.mcv.client;

import io.mcv.oci.image.ImageSource;
import java.io.IOException;

/** Decides whether an image may be used, before any of its layers is opened. */
@FunctionalInterface
public interface ImagePolicy {
  /** Accepts every image: signatures are not looked at. */
  ImagePolicy UNCHECKED = image -> {};

  /**
   * Checks an image.
   *
   * @param image the image, pinned to the digest that will be used
   * @throws PolicyRefusedException if it may not be used
   */
  void check(ImageSource image) throws IOException;
}
