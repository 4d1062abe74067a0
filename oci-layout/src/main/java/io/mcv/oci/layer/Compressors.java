package io.mcv.oci.layer;

import io.mcv.oci.model.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The compressors that a layer can have. */
public final class Compressors {
  private static final int BUFFER_SIZE = 64 * 1024;
  private static final int MAX_ZSTD_LEVEL = 22;

  private Compressors() {}

  /** No compression: the layer is the tar. */
  public static Compressor none() {
    return new None();
  }

  /**
   * gzip by the JDK's {@link java.util.zip.Deflater} at its default level, 6. The header is that of
   * Go's {@code compress/gzip}: MTIME 0, XFL 0, OS 255. For now the bytes after it depend on the
   * zlib that the JDK was built with.
   */
  public static Compressor gzip() {
    return new Gzip();
  }

  /**
   * zstd in one frame with a checksum, on one thread.
   *
   * @param level 1 (fastest) to 22 (smallest)
   * @throws IllegalArgumentException if there is no such level
   */
  public static Compressor zstd(int level) {
    if (level < 1 || level > MAX_ZSTD_LEVEL) {
      throw new IllegalArgumentException("a zstd level is within 1 and " + MAX_ZSTD_LEVEL);
    }
    return new ZstdCompressor(level);
  }

  private record None() implements Compressor {
    @Override
    public MediaType mediaType() {
      return MediaType.OCI_LAYER_TAR;
    }

    @Override
    public OutputStream compress(OutputStream out) {
      return new UnclosedOutput(out);
    }

    @Override
    public String name() {
      return "none";
    }
  }

  private record Gzip() implements Compressor {
    @Override
    public MediaType mediaType() {
      return MediaType.OCI_LAYER_TAR_GZIP;
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return new GZIPOutputStream(new UnclosedOutput(out), BUFFER_SIZE);
    }

    @Override
    public String name() {
      return "gzip";
    }
  }
}
