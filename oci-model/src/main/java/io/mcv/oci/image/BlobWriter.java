package io.mcv.oci.image;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.MediaType;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A blob while it is written. It appears at its place, whole, with one of the {@code commit}
 * methods; closed without one, nothing remains.
 */
public interface BlobWriter extends Closeable {

  /** Where the content goes; it is hashed on the way. Closing this stream does not end the blob. */
  OutputStream stream();

  /**
   * Forces the blob to disk, where there is one, and makes it visible under its digest.
   *
   * @return its descriptor, with the given type
   */
  Descriptor commit(MediaType mediaType) throws IOException;

  /**
   * The same for content whose descriptor is known.
   *
   * @throws io.mcv.oci.model.DigestMismatchException if the content has another digest
   * @throws io.mcv.oci.model.SizeMismatchException if the content has another size
   */
  void commit(Descriptor expected) throws IOException;
}
