package io.mcv.oci.image;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.RawManifest;
import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one image to the place it was opened for, whatever that is.
 *
 * <p>Order: blobs, then manifests of an index, then {@link #publish}. Until then nothing of the
 * image can be seen there. Sinks are for one thread at a time.
 */
public interface ImageSink extends Closeable {

  /** The reference it was opened for, as a user would type it; for messages. */
  String describe();

  /** Whether a whole blob of this digest is there already, so that it need not be written. */
  boolean hasBlob(Descriptor descriptor) throws IOException;

  /**
   * Starts a blob.
   *
   * @param algorithm by which the blob will be named
   */
  BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException;

  /** Stores a manifest under its digest alone: one that an index names. */
  void putManifest(RawManifest manifest) throws IOException;

  /** Stores the image's manifest or index and makes it the one that the reference names. */
  void publish(RawManifest manifest) throws IOException;
}
