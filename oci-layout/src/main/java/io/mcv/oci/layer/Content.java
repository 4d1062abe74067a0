package io.mcv.oci.layer;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file to write, opened when its turn comes. */
@FunctionalInterface
public interface Content {

  /** A fresh stream of the bytes; the caller closes it. */
  InputStream open() throws IOException;
}
