package io.mcv.oci.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Answers every connection with the same bytes, and then keeps silent or hangs up. */
final class RawServer implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final byte[] answer;

  /** Whether it hangs up after its answer. */
  volatile boolean hangsUp;

  /** Whether it waits for a request before it answers. */
  volatile boolean listens = true;

  RawServer(String answer) throws IOException {
    this.answer = answer.getBytes(StandardCharsets.US_ASCII);
    Thread thread = new Thread(this::serve, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve() {
    while (closed.getCount() > 0) {
      try (Socket socket = listening.accept()) {
        if (listens) {
          readHead(socket.getInputStream());
        }
        socket.getOutputStream().write(answer);
        socket.getOutputStream().flush();
        if (!hangsUp) {
          closed.await();
        }
      } catch (IOException e) {
        continue; // closed, or the client has left
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Up to the empty line. */
  private static void readHead(InputStream in) throws IOException {
    int newlines = 0;
    for (int b = in.read(); b >= 0 && newlines < 2; ) {
      newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
      b = newlines < 2 ? in.read() : -1;
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listening.close();
  }
}
