package io.mcv.oci.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** How content is compressed, as its first bytes tell. */
public enum Decompression {
  /** Not at all, or in a way that is not known here. */
  NONE,

  /** gzip, in one member or several. */
  GZIP,

  /** Zstandard, in one frame or several. */
  ZSTD;

  /** How many bytes tell. */
  public static final int MAGIC_BYTES = 4;

  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  /**
   * What these bytes start.
   *
   * @param magic the first {@value #MAGIC_BYTES} bytes, or all there are
   */
  public static Decompression of(byte[] magic) {
    if (startsWith(magic, ZSTD_MAGIC)) {
      return ZSTD;
    }
    return startsWith(magic, GZIP_MAGIC) ? GZIP : NONE;
  }

  /**
   * Content as it was before it was compressed. Its end is found only after all of the compressed
   * stream was read, which has nothing after its last member or frame.
   *
   * <p>Reading it fails with a {@link CorruptStreamException} if the compressed stream is broken.
   * How much it unpacks to is for the caller to limit.
   *
   * @param in closed with the stream
   * @param what the content, for messages, as in {@code layer sha256:…}
   * @param maxZstdWindowLog as {@link LayerLimits#maxZstdWindowLog}
   */
  public static InputStream open(InputStream in, String what, int maxZstdWindowLog)
      throws IOException {
    byte[] magic = in.readNBytes(MAGIC_BYTES);
    PushbackInputStream whole = new PushbackInputStream(in, MAGIC_BYTES);
    whole.unread(magic);
    return switch (of(magic)) {
      case NONE -> whole;
      case GZIP -> new GzipMembers(whole, what);
      case ZSTD -> new ZstdFrames(whole, what, maxZstdWindowLog);
    };
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }
}
