package io.mcv.oci.image;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.RawManifest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * Writes one image to the place it was opened for, whatever that is.
 *
 * <p>Order: blobs, then manifests of an index, then {@link #publish}. Until then nothing of the
 * image can be seen there. Blobs may be written by several threads at once; the rest is for one
 * thread at a time.
 */
public interface ImageSink extends Closeable {

  /** How much of a blob is in memory while it is copied. */
  int COPY_BUFFER_BYTES = 128 * 1024;

  /** The reference it was opened for, as a user would type it; for messages. */
  String describe();

  /** What the place can hold; an image of another form has to be converted first. */
  default SinkForm form() {
    return SinkForm.ANY;
  }

  /**
   * Whether the order in which blobs come shows in what is written, as in an archive. Then they
   * should come one after the other, in the order of the manifest.
   */
  default boolean inOrder() {
    return false;
  }

  /** Whether a whole blob of this digest is there already, so that it need not be written. */
  boolean hasBlob(Descriptor descriptor) throws IOException;

  /**
   * Starts a blob.
   *
   * @param algorithm by which the blob will be named
   */
  BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException;

  /**
   * Copies a blob from another image, unless it is there already.
   *
   * @param progress is told how many more bytes have been copied; in all they may be more than the
   *     blob has, where something had to be sent again
   */
  default BlobCopy copyBlob(Descriptor blob, ImageSource source, LongConsumer progress)
      throws IOException {
    if (hasBlob(blob)) {
      return BlobCopy.PRESENT;
    }
    try (InputStream in = source.openBlob(blob);
        BlobWriter writer = newBlob(blob.digest().algorithm())) {
      byte[] buffer = new byte[COPY_BUFFER_BYTES];
      // Networks give little at a time, disks like more.
      for (int n = in.readNBytes(buffer, 0, buffer.length);
          n > 0;
          n = in.readNBytes(buffer, 0, buffer.length)) {
        writer.stream().write(buffer, 0, n);
        progress.accept(n);
      }
      writer.commit(blob);
    }
    return BlobCopy.COPIED;
  }

  /** Writes a small blob that is in memory, unless it is there already. */
  default void putBlob(Descriptor blob, byte[] content) throws IOException {
    if (!hasBlob(blob)) {
      try (BlobWriter writer = newBlob(blob.digest().algorithm())) {
        writer.stream().write(content);
        writer.commit(blob);
      }
    }
  }

  /**
   * Says no to a manifest that could not be stored here, before any of its blobs is moved.
   *
   * @throws io.mcv.oci.model.UnsupportedFormatException if it is of a type that the place cannot
   *     hold
   * @throws io.mcv.oci.model.LimitExceededException if it is too large
   */
  default void checkManifest(RawManifest manifest) throws IOException {}

  /** Stores a manifest under its digest alone: one that an index names. */
  void putManifest(RawManifest manifest) throws IOException;

  /** Whether the place can hold what belongs to an image, such as its signatures. */
  default boolean holdsAttachments() {
    return false;
  }

  /**
   * Stores something that belongs to the image, whose blobs are there. It becomes visible with the
   * image at the latest.
   *
   * @throws UnsupportedOperationException if the place cannot hold it
   */
  default void attach(Attachment attachment) throws IOException {
    throw new UnsupportedOperationException(describe() + " holds images alone");
  }

  /** Stores the image's manifest or index and makes it the one that the reference names. */
  void publish(RawManifest manifest) throws IOException;
}
