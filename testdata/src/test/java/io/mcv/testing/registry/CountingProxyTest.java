package io.mcv.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CountingProxyTest {
  private static final int SIZE = 1_000_000;
  private static final byte[] REQUEST =
      "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private CountingProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          exchange.sendResponseHeaders(200, SIZE);
          new RandomBytes(1, SIZE).transferTo(exchange.getResponseBody());
          exchange.close();
        });
    server.start();
    proxy = CountingProxy.before(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void bytesOfBothDirectionsAndConnectionsAreCounted() throws IOException {
    int received = download();
    download();

    assertThat(received).isGreaterThan(SIZE);
    assertThat(proxy.bytesToClient()).isEqualTo(2L * received);
    assertThat(proxy.bytesToRegistry()).isEqualTo(2L * REQUEST.length);
    assertThat(proxy.connections()).isEqualTo(2);
    assertThat(proxy.cuts()).isZero();
  }

  @Test
  void aConnectionEndsAfterExactlyTheBytesAskedForAsOftenAsAsked() throws IOException {
    proxy.breakAfter(100_000, 2, CountingProxy.Cut.END);

    assertThat(download()).isEqualTo(100_000);
    assertThat(download()).isEqualTo(100_000);
    assertThat(download()).isGreaterThan(SIZE);
    assertThat(proxy.cuts()).isEqualTo(2);
  }

  @Test
  void bytesOfSeveralConnectionsAddUpToACut() throws IOException {
    int whole = download();
    proxy.breakAfter(whole + 1000L, 1, CountingProxy.Cut.END);

    assertThat(download()).isEqualTo(whole);
    assertThat(download()).isEqualTo(1000);
  }

  @Test
  void aConnectionIsResetUnlessToldOtherwise() {
    proxy.breakAfter(100_000, 1);

    assertThatThrownBy(this::download).isInstanceOf(SocketException.class);
    assertThat(proxy.bytesToClient()).isEqualTo(100_000);
  }

  @Test
  void anUploadIsCutToo() throws IOException {
    proxy.breakUploadAfter(50_000, 1);
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST / HTTP/1.0\r\nContent-Length: 200000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThatThrownBy(
              () -> {
                out.write(new byte[200_000]);
                socket.getInputStream().readAllBytes();
              })
          .isInstanceOf(SocketException.class);
    }
    assertThat(proxy.bytesToRegistry()).isEqualTo(50_000);
    assertThat(proxy.cuts()).isEqualTo(1);
  }

  /** The request is not whole, so the connection cannot have ended by itself. */
  @Test
  void openConnectionsCanBeCutAtOnce() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write('G');
      while (proxy.bytesToRegistry() == 0) {
        Thread.sleep(5);
      }
      proxy.breakNow();

      assertThatThrownBy(socket.getInputStream()::readAllBytes).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void afterClosingNoThreadIsLeftAndNobodyListens() throws IOException {
    try (Socket idle = connect()) {
      idle.setSoTimeout(100);
      assertThatThrownBy(idle.getInputStream()::read).isInstanceOf(SocketTimeoutException.class);
      assertThat(proxyThreads()).isEqualTo(3);
      proxy.close();

      assertThat(proxyThreads()).isZero();
      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }
  }

  private static long proxyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("counting-proxy"))
        .count();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), proxy.port());
  }

  /** How many bytes came before the end. */
  private int download() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(REQUEST);
      return socket.getInputStream().readAllBytes().length;
    }
  }
}
