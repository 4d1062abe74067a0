package io.mcv.oci.layer;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads zstd frames, one after the other up to the end of the input, and nothing else: the stream
 * of zstd-jni takes a few bytes after a frame, or the start of another, for the end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>
 */
final class ZstdFrames extends InputStream {
  private static final int BUFFER_SIZE = 64 * 1024;

  private final InputStream in;
  private final String what;
  private final int maxWindowLog;
  private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER_SIZE).limit(0);
  private boolean inFrame;

  ZstdFrames(InputStream in, String what, int maxWindowLog) {
    this.in = in;
    this.what = what;
    this.maxWindowLog = maxWindowLog;
    decompressor.setLongMax(maxWindowLog);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuffer output = ByteBuffer.wrap(bytes, offset, length);
    while (output.position() == offset) {
      boolean atEnd = !input.hasRemaining() && !fill();
      if (atEnd && !inFrame) {
        return -1;
      }
      inFrame = !decompress(output);
      if (atEnd && inFrame && output.position() == offset) {
        throw new CorruptStreamException(what, "zstd", "it ends early");
      }
    }
    return output.position() - offset;
  }

  /** Whether a frame ended. */
  private boolean decompress(ByteBuffer output) throws IOException {
    try {
      return decompressor.decompressByteBufferStream(output, input);
    } catch (ZstdException e) {
      if (Zstd.getErrorCode(e.getErrorCode()) == Zstd.errFrameParameterWindowTooLarge()) {
        long limit = 1L << maxWindowLog;
        throw LayerLimitException.fixed(
            LayerFault.ZSTD_WINDOW,
            what + " asks for a zstd window of more than " + limit + " bytes",
            limit);
      }
      throw new CorruptStreamException(what, "zstd", String.valueOf(e.getMessage()));
    }
  }

  private boolean fill() throws IOException {
    int n = in.read(input.array());
    input.position(0).limit(Math.max(n, 0));
    return n > 0;
  }

  @Override
  public void close() throws IOException {
    decompressor.close();
    in.close();
  }
}
