package io.mcv.oci.layout;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.SizeMismatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A blob written to a temporary file and renamed to its digest.
 *
 * <p>A blob of that digest that is there already is read: if it is sound it stays untouched and the
 * temporary file is dropped, which is cheaper than to force that to disk; else it is replaced.
 */
final class LayoutBlobWriter implements BlobWriter {
  private final Blobs blobs;
  private final Path file;
  private final FileChannel channel;
  private final DigestAlgorithm algorithm;
  private final MessageDigest function;
  private final OutputStream stream = new HashedFile();
  private long size;

  LayoutBlobWriter(Blobs blobs, Path file, DigestAlgorithm algorithm) throws IOException {
    this.blobs = blobs;
    this.file = file;
    this.algorithm = algorithm;
    this.function = algorithm.newMessageDigest();
    try {
      this.channel = Staging.create(file);
    } catch (IOException e) {
      throw FileError.of("write", file, e);
    }
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public Descriptor commit(MediaType mediaType) throws IOException {
    Descriptor blob = Descriptor.of(mediaType, Digest.finish(algorithm, function), size);
    publish(blob);
    return blob;
  }

  @Override
  public void commit(Descriptor expected) throws IOException {
    if (size != expected.size()) {
      throw new SizeMismatchException("blob " + expected.digest(), expected.size(), size);
    }
    Digest actual = Digest.finish(algorithm, function);
    if (!actual.equals(expected.digest())) {
      throw new DigestMismatchException("blob", expected.digest(), actual);
    }
    publish(expected);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  private void publish(Descriptor blob) throws IOException {
    Path target = blobs.path(blob.digest());
    if (isThere(blob)) {
      return;
    }
    try {
      channel.force(true);
      channel.close();
      blobs.ensureFolder(algorithm);
      Staging.publish(file, target);
    } catch (IOException e) {
      throw FileError.of("write blob", target, e);
    }
  }

  /** One that cannot be read is of no use to anybody. */
  private boolean isThere(Descriptor blob) {
    try {
      return blobs.holds(blob);
    } catch (IOException e) {
      return false;
    }
  }

  private final class HashedFile extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(buffer, offset, length);
      try {
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      } catch (IOException e) {
        throw FileError.of("write a blob into", blobs.folder(), e);
      }
      function.update(buffer, offset, length);
      size += length;
    }
  }
}
