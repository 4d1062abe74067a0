package io.mcv.oci.layer;

import io.mcv.oci.layer.deflate.GzipProfile;
import io.mcv.oci.layer.deflate.PgzipCompressor;
import io.mcv.oci.model.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.zip.Deflater;
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
   * gzip to the byte as skopeo, buildah and podman write it, on the thread that writes, in at most
   * 8 MiB of memory.
   */
  public static Compressor gzip() {
    return new Pgzip(PgzipCompressor.serial(GzipProfile.PGZIP_1_15));
  }

  /**
   * The same gzip, with units of 1 MiB compressed at the same time. The bytes do not depend on how
   * many.
   *
   * @param executor compresses the units; what it throws reaches the writer
   * @param parallelism how many units it is expected to run at once, at least 1; the memory taken
   *     is at most {@code 2 * parallelism + 1} times 4 MiB
   * @throws IllegalArgumentException if the parallelism is less than 1
   */
  public static Compressor gzip(Executor executor, int parallelism) {
    return gzip(GzipProfile.PGZIP_1_15, executor, parallelism);
  }

  /** The same, of a generation of these tools that is not the default. */
  public static Compressor gzip(GzipProfile profile, Executor executor, int parallelism) {
    return new Pgzip(PgzipCompressor.parallel(profile, executor, parallelism));
  }

  /**
   * gzip by the JDK's {@link java.util.zip.Deflater}. The header is that of Go's {@code
   * compress/gzip}: MTIME 0, XFL 0, OS 255. The bytes after it depend on the zlib that the JDK was
   * built with.
   *
   * @param level 1 (fastest) to 9 (smallest)
   * @throws IllegalArgumentException if there is no such level
   */
  public static Compressor jdkGzip(int level) {
    if (level < Deflater.BEST_SPEED || level > Deflater.BEST_COMPRESSION) {
      throw new IllegalArgumentException("a gzip level is within 1 and 9");
    }
    return new JdkGzip(level);
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

  private record Pgzip(PgzipCompressor encoder) implements Compressor {
    @Override
    public MediaType mediaType() {
      return MediaType.OCI_LAYER_TAR_GZIP;
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return encoder.compress(out);
    }

    @Override
    public String name() {
      return "gzip";
    }
  }

  private record JdkGzip(int level) implements Compressor {
    @Override
    public MediaType mediaType() {
      return MediaType.OCI_LAYER_TAR_GZIP;
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return new LeveledGzipStream(new UnclosedOutput(out), level);
    }

    @Override
    public String name() {
      return "gzip";
    }
  }

  private static final class LeveledGzipStream extends GZIPOutputStream {
    LeveledGzipStream(OutputStream out, int level) throws IOException {
      super(out, BUFFER_SIZE);
      def.setLevel(level);
    }
  }
}
