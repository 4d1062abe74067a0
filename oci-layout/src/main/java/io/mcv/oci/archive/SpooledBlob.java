package io.mcv.oci.archive;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.SizeMismatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.DigestOutputStream;

/** A blob that waits in a temporary file, since a tar wants name and size before the content. */
final class SpooledBlob implements BlobWriter {
  private final FileChannel file;
  private final DigestAlgorithm algorithm;
  private final ArchiveWriter archive;
  private final DigestOutputStream stream;

  SpooledBlob(FileChannel file, DigestAlgorithm algorithm, ArchiveWriter archive) {
    this.file = file;
    this.algorithm = algorithm;
    this.archive = archive;
    this.stream =
        new DigestOutputStream(Channels.newOutputStream(file), algorithm.newMessageDigest());
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public Descriptor commit(MediaType mediaType) throws IOException {
    Digest digest = Digest.finish(algorithm, stream.getMessageDigest());
    Descriptor blob = Descriptor.of(mediaType, digest, file.size());
    append(blob);
    return blob;
  }

  @Override
  public void commit(Descriptor expected) throws IOException {
    if (file.size() != expected.size()) {
      throw new SizeMismatchException("blob " + expected.digest(), expected.size(), file.size());
    }
    Digest actual = Digest.finish(algorithm, stream.getMessageDigest());
    if (!actual.equals(expected.digest())) {
      throw new DigestMismatchException("blob", expected.digest(), actual);
    }
    append(expected);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void append(Descriptor blob) throws IOException {
    archive.write(blob, new ChannelSlice(file, 0, file.size()), moved -> {});
  }
}
