package io.mcv.oci.layer;

import java.io.IOException;

/** Where the bytes of a tar go. */
@FunctionalInterface
interface TarSink {

  /** Takes the first bytes of an array. */
  void write(byte[] bytes, int length) throws IOException;
}
