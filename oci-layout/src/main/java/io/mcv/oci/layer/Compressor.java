package io.mcv.oci.layer;

import io.mcv.oci.model.MediaType;
import java.io.IOException;
import java.io.OutputStream;

/** A way to compress the tar of a layer. The same input always gives the same bytes. */
public interface Compressor {

  /** The OCI media type of a layer that was compressed so. */
  MediaType mediaType();

  /**
   * A stream that compresses what is written to it.
   *
   * @param out where the compressed bytes go; closing the returned stream writes the last of them,
   *     and leaves {@code out} open
   */
  OutputStream compress(OutputStream out) throws IOException;

  /** What it is called on the command line, such as {@code gzip}. */
  String name();
}
