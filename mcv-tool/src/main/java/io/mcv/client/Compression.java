package io.mcv.client;

import io.mcv.oci.layer.Compressor;
import io.mcv.oci.layer.Compressors;
import io.mcv.oci.layer.deflate.GzipProfile;
import io.mcv.oci.model.LayerCompression;
import java.util.concurrent.Executor;

/** How layers are compressed. */
public sealed interface Compression {
  /** Plain tar. */
  Compression NONE = new None();

  /** gzip with the bytes of skopeo, buildah and podman; read by every tool. */
  Compression GZIP = new Gzip(GzipProfile.PGZIP_1_15);

  /** zstd at level 3: smaller and faster, read by newer tools only. */
  Compression ZSTD = new Zstd(3);

  /**
   * What compresses.
   *
   * @param executor runs as many units at once as it likes
   * @param parallelism how many units it is expected to run at once
   */
  Compressor compressor(Executor executor, int parallelism);

  /** What the layer is then compressed with. */
  LayerCompression kind();

  /**
   * Reads {@code gzip}, {@code zstd}, {@code zstd:LEVEL} or {@code none}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Compression parse(String text) {
    return switch (text) {
      case "none" -> NONE;
      case "gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default -> {
        if (!text.matches("zstd:[0-9]{1,2}")) {
          throw new IllegalArgumentException("--compression is gzip, zstd, zstd:LEVEL or none");
        }
        yield new Zstd(Integer.parseInt(text.substring("zstd:".length())));
      }
    };
  }

  /**
   * Reads whose gzip: {@code pgzip-1.15}, {@code pgzip-1.18}, {@code jdk} or {@code jdk:LEVEL}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Compression parseGzipProfile(String text) {
    return switch (text) {
      case "pgzip-1.15" -> GZIP;
      case "pgzip-1.18" -> new Gzip(GzipProfile.PGZIP_1_18);
      case "jdk" -> new Zlib(6);
      default -> {
        if (!text.matches("jdk:[1-9]")) {
          throw new IllegalArgumentException(
              "--gzip-profile is pgzip-1.15, pgzip-1.18, jdk or jdk:LEVEL with a level of 1 to 9");
        }
        yield new Zlib(Integer.parseInt(text.substring("jdk:".length())));
      }
    };
  }

  /** Plain tar. */
  record None() implements Compression {
    @Override
    public LayerCompression kind() {
      return LayerCompression.NONE;
    }

    @Override
    public Compressor compressor(Executor executor, int parallelism) {
      return Compressors.none();
    }
  }

  /**
   * gzip with the bytes of Go's container tools, the same on every JDK and machine.
   *
   * @param profile the generation of these tools
   */
  record Gzip(GzipProfile profile) implements Compression {
    @Override
    public LayerCompression kind() {
      return LayerCompression.GZIP;
    }

    @Override
    public Compressor compressor(Executor executor, int parallelism) {
      return Compressors.gzip(profile, executor, parallelism);
    }
  }

  /**
   * gzip with the zlib of the JDK: its bytes depend on the JDK.
   *
   * @param level 1 to 9
   */
  record Zlib(int level) implements Compression {
    @Override
    public LayerCompression kind() {
      return LayerCompression.GZIP;
    }

    @Override
    public Compressor compressor(Executor executor, int parallelism) {
      return Compressors.jdkGzip(level);
    }
  }

  /**
   * zstd.
   *
   * @param level 1 to 22
   */
  record Zstd(int level) implements Compression {
    /**
     * Checks the level.
     *
     * @throws IllegalArgumentException if there is no such level
     */
    public Zstd {
      if (level < 1 || level > 22) {
        throw new IllegalArgumentException("zstd has the levels 1 to 22");
      }
    }

    @Override
    public LayerCompression kind() {
      return LayerCompression.ZSTD;
    }

    @Override
    public Compressor compressor(Executor executor, int parallelism) {
      return Compressors.zstd(level);
    }
  }
}
