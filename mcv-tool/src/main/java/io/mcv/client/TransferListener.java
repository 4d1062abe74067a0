package io.mcv.client;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.model.Descriptor;

/**
 * Is told how a transfer to or from a registry goes on. {@link #moved} and {@link #blob} are called
 * by several threads.
 */
public interface TransferListener {
  /** Keeps nothing. */
  TransferListener NONE = new TransferListener() {};

  /**
   * A transfer begins.
   *
   * @param blobs how many blobs the image has
   * @param bytes how many bytes they have; fewer are moved where some are there already
   */
  default void begins(int blobs, long bytes) {}

  /** So many more bytes have been moved; in all they may be more, where something is sent again. */
  default void moved(long bytes) {}

  /** A blob is where it was to go. */
  default void blob(Descriptor blob, BlobCopy how) {}

  /** The transfer is over, well or not. */
  default void ends() {}
}
