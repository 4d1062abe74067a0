package io.mcv.oci.layout;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * A temporary file that becomes a blob. What is written to it is not hashed here.
 *
 * <p>A blob of that digest that is there already is read: if it is sound it stays untouched and the
 * temporary file is dropped, which is cheaper than to force that to disk; else it is replaced.
 */
final class BlobFile implements Closeable {
  private final BlobFolder blobs;
  private final Path file;
  private final FileChannel channel;
  private long size;

  BlobFile(BlobFolder blobs, Path file) throws IOException {
    this.blobs = blobs;
    this.file = file;
    try {
      this.channel = Staging.create(file);
    } catch (IOException e) {
      throw FileError.of("write", file, e);
    }
  }

  /** Copies a blob, unless it is there. It is not hashed a second time: sources verify. */
  static BlobCopy copy(
      Descriptor blob, ImageSource source, LongConsumer progress, BlobFolder blobs, Staging staging)
      throws IOException {
    if (blobs.blobs().holds(blob)) {
      return BlobCopy.PRESENT;
    }
    try (InputStream in = source.openBlob(blob);
        BlobFile file = new BlobFile(blobs, staging.newFile())) {
      file.write(in, progress);
      file.publish(blob);
    }
    return BlobCopy.COPIED;
  }

  /** Bytes so far. */
  long size() {
    return size;
  }

  void write(byte[] buffer, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(buffer, offset, length);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw FileError.of("write a blob into", blobs.path(), e);
    }
    size += length;
  }

  /**
   * Writes all that a stream has.
   *
   * @param progress is told how many more bytes have been written
   */
  private void write(InputStream in, LongConsumer progress) throws IOException {
    byte[] buffer = new byte[ImageSink.COPY_BUFFER_BYTES];
    // Networks give little at a time, disks like more.
    for (int n = in.readNBytes(buffer, 0, buffer.length);
        n > 0;
        n = in.readNBytes(buffer, 0, buffer.length)) {
      write(buffer, 0, n);
      progress.accept(n);
    }
  }

  /** Forces it to disk and gives it the name of a digest, which its content is known to have. */
  void publish(Descriptor blob) throws IOException {
    Path target = blobs.path(blob.digest());
    if (isThere(blob)) {
      return;
    }
    try {
      channel.force(true);
      channel.close();
      blobs.ensureFolder(blob.digest().algorithm());
      Staging.publish(file, target);
    } catch (IOException e) {
      throw FileError.of("write blob", target, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  /** One that cannot be read is of no use to anybody. */
  private boolean isThere(Descriptor blob) {
    try {
      return blobs.blobs().holds(blob);
    } catch (IOException e) {
      return false;
    }
  }
}
