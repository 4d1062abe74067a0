package io.mcv.oci.layer;

import org.jspecify.annotations.Nullable;

/** A piece of a stream on its way from one thread to another. Whoever holds it may change it. */
final class Chunk {
  static final int SIZE = 64 * 1024;

  final byte[] bytes = new byte[SIZE];

  /** Bytes that are filled; -1 if the stream had none left. */
  int length;

  /** Of what is read: bytes of the blob that were used up when this was filled. */
  long blobPosition;

  /** What went wrong with this chunk, after which no other comes. */
  @Nullable Throwable failure;
}
