package io.mcv.client;

import io.mcv.oci.layer.Compressor;
import io.mcv.oci.layer.Compressors;

/**
 * How layers are compressed.
 *
 * @param method gzip, zstd or none
 * @param level of zstd, 1 to 22; 0 for gzip and none, which have no choice of level
 */
public record Compression(Method method, int level) {
  /** The ways there are. */
  public enum Method {
    /** Plain tar. */
    NONE,
    /** Read by every tool. */
    GZIP,
    /** Smaller and faster; read by newer tools only. */
    ZSTD
  }

  private static final int DEFAULT_ZSTD_LEVEL = 3;
  private static final int MAX_ZSTD_LEVEL = 22;

  /** Plain tar. */
  public static final Compression NONE = new Compression(Method.NONE, 0);

  /** gzip. */
  public static final Compression GZIP = new Compression(Method.GZIP, 0);

  /** zstd at level 3. */
  public static final Compression ZSTD = new Compression(Method.ZSTD, DEFAULT_ZSTD_LEVEL);

  /**
   * Checks the level.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  public Compression {
    boolean valid = method == Method.ZSTD ? level >= 1 && level <= MAX_ZSTD_LEVEL : level == 0;
    if (!valid) {
      throw new IllegalArgumentException("zstd has the levels 1 to 22, gzip and none have none");
    }
  }

  /**
   * Reads {@code gzip}, {@code zstd}, {@code zstd:LEVEL} or {@code none}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Compression parse(String text) {
    return switch (text) {
      case "none" -> NONE;
      case "gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default -> {
        if (!text.matches("zstd:[0-9]{1,2}")) {
          throw new IllegalArgumentException("compression is gzip, zstd, zstd:LEVEL or none");
        }
        yield new Compression(Method.ZSTD, Integer.parseInt(text.substring("zstd:".length())));
      }
    };
  }

  Compressor compressor() {
    return switch (method) {
      case NONE -> Compressors.none();
      case GZIP -> Compressors.gzip();
      case ZSTD -> Compressors.zstd(level);
    };
  }
}
