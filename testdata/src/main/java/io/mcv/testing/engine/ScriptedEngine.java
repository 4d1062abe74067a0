package io.mcv.testing.engine;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose answers are written down. It reads one request of a connection, with its content,
 * answers and hangs up; to what it has no answer for it keeps silent.
 */
public final class ScriptedEngine implements AutoCloseable {
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Listener listener;
  private final Map<String, String> answers;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedEngine(Listener listener, Map<String, String> answers) {
    this.listener = listener;
    this.answers = Map.copyOf(answers);
    Thread thread = new Thread(this::serve, "scripted-engine");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Listener extends Closeable {
    Connection accept() throws IOException;
  }

  private record Connection(InputStream in, OutputStream out, Closeable socket)
      implements Closeable {
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /**
   * At a socket in the file system.
   *
   * @param answers by the beginnings of request lines, such as {@code GET /_ping}
   */
  public static ScriptedEngine at(Path socket, Map<String, String> answers) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return new ScriptedEngine(
        new Listener() {
          @Override
          public Connection accept() throws IOException {
            SocketChannel channel = server.accept();
            return new Connection(
                Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
          }

          @Override
          public void close() throws IOException {
            server.close();
          }
        },
        answers);
  }

  /** The same at a port, in the clear or in TLS as the listener is. */
  public static ScriptedEngine at(ServerSocket server, Map<String, String> answers) {
    return new ScriptedEngine(
        new Listener() {
          @Override
          public Connection accept() throws IOException {
            Socket socket = server.accept();
            return new Connection(socket.getInputStream(), socket.getOutputStream(), socket);
          }

          @Override
          public void close() throws IOException {
            server.close();
          }
        },
        answers);
  }

  /** A listener in the clear on loopback. */
  public static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  /** What was asked so far, each with its content. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    while (closed.getCount() > 0) {
      try {
        Connection connection = listener.accept();
        Thread thread = new Thread(() -> answer(connection), "scripted-engine-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void answer(Connection connection) {
    try (connection) {
      String request = read(connection.in());
      requests.add(request);
      String answer = answerTo(request);
      if (answer == null) {
        closed.await();
        return;
      }
      connection.out().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      connection.out().flush();
    } catch (IOException e) {
      return; // the client has left
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable String answerTo(String request) {
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      if (request.startsWith(answer.getKey())) {
        return answer.getValue();
      }
    }
    return null;
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    readTo(HEAD_END, in, read);
    String head = read.toString(StandardCharsets.ISO_8859_1);
    if (head.contains("Transfer-Encoding: chunked")) {
      readTo(LAST_CHUNK, in, read);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  private static void readTo(byte[] end, InputStream in, ByteArrayOutputStream read)
      throws IOException {
    int matched = 0;
    while (matched < end.length) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the request is cut off");
      }
      read.write(b);
      matched = b == end[matched] ? matched + 1 : b == end[0] ? 1 : 0;
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
  }
}
