package io.mcv.testing.registry;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.layer.Compressors;
import io.mcv.oci.layer.LayerEntry;
import io.mcv.oci.layer.LayerWriter;
import io.mcv.oci.layer.TarDialect;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * A layer that was written.
 *
 * @param descriptor of the blob
 * @param diffId digest of what it unpacks to
 */
record RandomLayer(Descriptor descriptor, Digest diffId) {

  /**
   * Writes random bytes in gzip; plain where the blob is too small for a gzip.
   *
   * @param size of the blob, exactly
   */
  static RandomLayer opaque(
      ImageSink sink, DigestAlgorithm algorithm, ImageTypes types, long seed, long size)
      throws IOException {
    boolean plain = size < StoredGzip.MIN_SIZE;
    MessageDigest content = DigestAlgorithm.SHA256.newMessageDigest();
    try (BlobWriter blob = sink.newBlob(algorithm)) {
      if (plain) {
        read(content, seed, size).transferTo(blob.stream());
      } else {
        InputStream random = read(content, seed, StoredGzip.contentSize(size));
        StoredGzip.write(random, size, blob.stream());
      }
      Descriptor descriptor = blob.commit(plain ? types.plain() : types.gzip());
      return new RandomLayer(descriptor, Digest.finish(DigestAlgorithm.SHA256, content));
    }
  }

  /**
   * Writes a tar in gzip, with one folder and one file of random bytes.
   *
   * @param size of the file; the blob is a little larger
   */
  static RandomLayer tar(
      ImageSink sink, DigestAlgorithm algorithm, ImageTypes types, long seed, long size)
      throws IOException {
    List<LayerEntry> entries =
        List.of(
            new LayerEntry.Directory("random", 0755, 0),
            new LayerEntry.RegularFile(
                "random/" + Long.toUnsignedString(seed, 16),
                0644,
                0,
                size,
                () -> new RandomBytes(seed, size)));
    try (BlobWriter blob = sink.newBlob(algorithm)) {
      OutputStream out = blob.stream();
      Digest diffId =
          LayerWriter.write(entries, TarDialect.GO, Compressors.jdkGzip(1), out).diffId();
      return new RandomLayer(blob.commit(types.gzip()), diffId);
    }
  }

  private static InputStream read(MessageDigest function, long seed, long size) {
    return new DigestInputStream(new RandomBytes(seed, size), function);
  }
}
