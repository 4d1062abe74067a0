package io.mcv.oci.registry;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.SizeMismatchException;
import io.mcv.oci.registry.http.HttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A blob whose digest is known only at its end. It waits in a temporary file: a registry is asked
 * by digest whether it has the blob, and a break does not cost the work that made it.
 */
final class SpooledBlob implements BlobWriter {
  private final DigestAlgorithm algorithm;
  private final MessageDigest function;
  private final Upload upload;
  private final Path file;
  private final OutputStream out;
  private final OutputStream stream = new Hashed();
  private long size;

  /** Sends a blob. */
  interface Upload {
    void send(Descriptor blob, HttpContent content) throws IOException;
  }

  SpooledBlob(Path folder, DigestAlgorithm algorithm, Upload upload) throws IOException {
    this.algorithm = algorithm;
    this.function = algorithm.newMessageDigest();
    this.upload = upload;
    this.file = Files.createTempFile(folder, "mcv-blob-", "");
    this.out = Files.newOutputStream(file);
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public Descriptor commit(MediaType mediaType) throws IOException {
    Descriptor blob = Descriptor.of(mediaType, Digest.finish(algorithm, function), size);
    send(blob);
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
    send(expected);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(file);
    }
  }

  private void send(Descriptor blob) throws IOException {
    out.flush();
    upload.send(
        blob,
        new HttpContent() {
          @Override
          public long length() {
            return blob.size();
          }

          @Override
          public InputStream open() throws IOException {
            return Files.newInputStream(file);
          }
        });
  }

  private final class Hashed extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      function.update(buffer, offset, length);
      size += length;
    }
  }
}
