package io.mcv.client;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;

/** Takes an image and keeps nothing but digests and sizes: for a dry run. */
final class DiscardingSink implements ImageSink {
  private final SinkForm form;

  DiscardingSink(SinkForm form) {
    this.form = form;
  }

  @Override
  public SinkForm form() {
    return form;
  }

  @Override
  public String describe() {
    return "nowhere";
  }

  @Override
  public boolean hasBlob(Descriptor descriptor) {
    return false;
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) {
    return new DiscardedBlob(algorithm);
  }

  @Override
  public void putManifest(RawManifest manifest) {}

  @Override
  public void publish(RawManifest manifest) {}

  @Override
  public void close() {}

  private static final class DiscardedBlob implements BlobWriter {
    private final DigestAlgorithm algorithm;
    private final DigestOutputStream hashed;
    private long size;

    DiscardedBlob(DigestAlgorithm algorithm) {
      this.algorithm = algorithm;
      this.hashed =
          new DigestOutputStream(
              new OutputStream() {
                @Override
                public void write(int b) {
                  size++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                  size += length;
                }
              },
              algorithm.newMessageDigest());
    }

    @Override
    public OutputStream stream() {
      return hashed;
    }

    @Override
    public Descriptor commit(MediaType mediaType) {
      return Descriptor.of(mediaType, Digest.finish(algorithm, hashed.getMessageDigest()), size);
    }

    @Override
    public void commit(Descriptor expected) throws IOException {
      Descriptor actual = commit(expected.mediaType());
      if (!actual.digest().equals(expected.digest())) {
        throw new DigestMismatchException("blob", expected.digest(), actual.digest());
      }
    }

    @Override
    public void close() {}
  }
}
