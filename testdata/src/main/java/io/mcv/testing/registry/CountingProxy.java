package io.mcv.testing.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP relay on loopback, for images of any size: it counts bytes and connections, and cuts
 * connections when as many bytes have passed as it is told. What passes is not looked at, so TLS
 * passes too.
 */
public final class CountingProxy implements AutoCloseable {
  private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
  private static final Duration END_DEADLINE = Duration.ofSeconds(10);

  /** How a connection is cut. */
  public enum Cut {
    /** By RST: the client sees an error, and perhaps not the last bytes before it. */
    RESET,
    /** By FIN: the client sees the end of the stream, after all bytes before it. */
    END
  }

  private final InetSocketAddress registry;
  private final ServerSocket listening;
  private final ByteGate toClient = new ByteGate();
  private final ByteGate toRegistry = new ByteGate();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<RelayedConnection> open = ConcurrentHashMap.newKeySet();
  private final Thread accepting = new Thread(this::accept, "counting-proxy");
  private volatile boolean closed;

  private CountingProxy(InetSocketAddress registry) throws IOException {
    this.registry = registry;
    this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    accepting.setDaemon(true);
    accepting.start();
  }

  /**
   * Starts one.
   *
   * @param registry name and port matter
   */
  public static CountingProxy before(URI registry) throws IOException {
    return new CountingProxy(
        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), registry.getPort()));
  }

  /** Starts one before this registry. */
  public static CountingProxy before(LoopbackRegistry registry) throws IOException {
    return before(registry.base());
  }

  /** The port of 127.0.0.1 that it listens on. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Name and port, as in a reference; with TLS use {@code localhost} and {@link #port}. */
  public String host() {
    return "127.0.0.1:" + port();
  }

  /** Scheme, name and port for plain HTTP, without a slash at the end. */
  public URI base() {
    return URI.create("http://" + host());
  }

  /** A reference to an image of the registry, by way of this proxy. */
  public String image(String repository) {
    return "docker://" + host() + "/" + repository;
  }

  /** How many bytes went to clients. */
  public long bytesToClient() {
    return toClient.passed();
  }

  /** How many bytes went to the registry. */
  public long bytesToRegistry() {
    return toRegistry.passed();
  }

  /** How many connections clients have made. */
  public int connections() {
    return connections.get();
  }

  /** How many connections were cut. */
  public int cuts() {
    return toClient.cuts() + toRegistry.cuts();
  }

  /** Each time that so many further bytes have gone to clients, cuts that connection by RST. */
  public void breakAfter(long bytesToClient, int times) {
    toClient.cutAfter(bytesToClient, times, Cut.RESET);
  }

  /** The same, with a choice of how. */
  public void breakAfter(long bytesToClient, int times, Cut cut) {
    toClient.cutAfter(bytesToClient, times, cut);
  }

  /** Each time that so many further bytes have gone to the registry, cuts that connection. */
  public void breakUploadAfter(long bytesToRegistry, int times) {
    toRegistry.cutAfter(bytesToRegistry, times, Cut.RESET);
  }

  /** Cuts all connections that are open now, by RST. */
  public void breakNow() {
    open.forEach(connection -> connection.cut(Cut.RESET));
  }

  /** Cuts all connections and waits for the end of all threads. */
  @Override
  public void close() throws IOException {
    closed = true;
    listening.close();
    try {
      accepting.join(END_DEADLINE.toMillis());
      // A connection takes itself out before its last thread has ended.
      for (RelayedConnection connection : List.copyOf(open)) {
        connection.cut(Cut.RESET);
        connection.join(END_DEADLINE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!closed) {
      try {
        relay(listening.accept());
      } catch (IOException e) {
        // Closed, or a client that has left already.
      }
    }
  }

  private void relay(Socket client) throws IOException {
    connections.incrementAndGet();
    Socket server = new Socket();
    try {
      server.connect(registry, (int) CONNECT_DEADLINE.toMillis());
    } catch (IOException e) {
      ResettableSockets.reset(client);
      throw e;
    }
    RelayedConnection connection = new RelayedConnection(client, server, open::remove);
    open.add(connection);
    connection.start(toClient, toRegistry);
  }
}
