package io.mcv.client.publish;

import java.nio.file.Path;

/** A way to exchange two folders in one step. */
@FunctionalInterface
interface Exchange {

  /**
   * Whether both folders now stand where the other one stood; if not, nothing has changed.
   *
   * @param one a folder
   * @param other a folder on the same file system
   */
  boolean exchange(Path one, Path other);
}
