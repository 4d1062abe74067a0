package io.mcv.oci.layer;

import java.io.IOException;

/** Where the bytes of a tar come from, in their order. */
interface TarInput {

  /** Bytes of the tar that were handed out. */
  long position();

  /** Reads at least one byte, or returns -1 at the end. */
  int read(byte[] bytes, int offset, int length) throws IOException;

  /** Skips at least one byte and at most these, or returns -1 at the end. */
  int skip(long count) throws IOException;
}
