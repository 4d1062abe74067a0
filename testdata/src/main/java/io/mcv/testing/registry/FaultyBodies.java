package io.mcv.testing.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;

/**
 * Bodies that do not come as they should. They end when the latch is down, or the client leaves.
 */
final class FaultyBodies {
  private static final int CHUNK = 64 * 1024;

  /** As much as a loopback carries in a minute or more; nothing goes on for ever. */
  private static final long ENDLESS = 256L * 1024 * 1024 * 1024;

  private FaultyBodies() {}

  /** Byte by byte. */
  record Dripping(byte[] bytes, Duration pause, CountDownLatch closed) implements MockResponseBody {
    @Override
    public long getContentLength() {
      return bytes.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      for (byte b : bytes) {
        if (isDown(closed, pause)) {
          throw new IOException("the proxy is closed");
        }
        sink.writeByte(b).flush();
      }
    }
  }

  /** In chunks, as of {@code Transfer-Encoding: chunked}; the given bytes and then zeros. */
  record Endless(byte[] bytes, CountDownLatch closed) implements MockResponseBody {
    @Override
    public long getContentLength() {
      return -1;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      if (bytes.length > 0) {
        chunk(sink, bytes);
      }
      byte[] zeros = new byte[CHUNK];
      for (long left = ENDLESS; left > 0 && closed.getCount() > 0; left -= CHUNK) {
        chunk(sink, zeros);
      }
      throw new IOException("the proxy is closed");
    }

    private static void chunk(BufferedSink sink, byte[] content) throws IOException {
      sink.writeHexadecimalUnsignedLong(content.length).writeUtf8("\r\n");
      sink.write(content).writeUtf8("\r\n").flush();
    }
  }

  /** Waits, and returns at once with true when the latch goes down. */
  static boolean isDown(CountDownLatch closed, Duration time) {
    try {
      return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
