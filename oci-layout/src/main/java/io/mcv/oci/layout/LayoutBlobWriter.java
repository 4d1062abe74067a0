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
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A blob that is hashed while it is written to a temporary file, and then renamed to its digest.
 */
final class LayoutBlobWriter implements BlobWriter {
  private final BlobFile file;
  private final DigestAlgorithm algorithm;
  private final MessageDigest function;
  private final OutputStream stream = new HashedFile();

  LayoutBlobWriter(BlobFolder blobs, Path file, DigestAlgorithm algorithm) throws IOException {
    this.file = new BlobFile(blobs, file);
    this.algorithm = algorithm;
    this.function = algorithm.newMessageDigest();
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public Descriptor commit(MediaType mediaType) throws IOException {
    Descriptor blob = Descriptor.of(mediaType, Digest.finish(algorithm, function), file.size());
    file.publish(blob);
    return blob;
  }

  @Override
  public void commit(Descriptor expected) throws IOException {
    if (file.size() != expected.size()) {
      throw new SizeMismatchException("blob " + expected.digest(), expected.size(), file.size());
    }
    Digest actual = Digest.finish(algorithm, function);
    if (!actual.equals(expected.digest())) {
      throw new DigestMismatchException("blob", expected.digest(), actual);
    }
    file.publish(expected);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private final class HashedFile extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      file.write(buffer, offset, length);
      function.update(buffer, offset, length);
    }
  }
}
