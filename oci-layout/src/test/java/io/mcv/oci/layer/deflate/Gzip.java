package io.mcv.oci.layer.deflate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/** Compressing in memory. */
final class Gzip {
  private Gzip() {}

  static byte[] compress(byte[] input) throws IOException {
    return compress(GzipProfile.PGZIP_1_15, input);
  }

  static byte[] compress(GzipProfile profile, byte[] input) throws IOException {
    return compress(PgzipCompressor.serial(profile), input, new Random(1));
  }

  /** Writes the input in pieces of random sizes. */
  static byte[] compress(PgzipCompressor compressor, byte[] input, Random random)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = compressor.compress(out)) {
      int bound = 1 << random.nextInt(4, 22);
      for (int from = 0; from < input.length; ) {
        int count = Math.min(random.nextInt(bound), input.length - from);
        if (count == 1) {
          gzip.write(input[from]);
        } else {
          gzip.write(input, from, count);
        }
        from += count;
      }
    }
    return out.toByteArray();
  }
}
