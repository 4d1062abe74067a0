package io.mcv.testing.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Server sockets whose connections can be reset by the thread that reads from them: what a server
 * does by itself is to close them, which a client sees as an orderly end.
 */
final class ResettableSockets extends ServerSocketFactory {
  private final ThreadLocal<Socket> lastRead = new ThreadLocal<>();

  /** Resets the connection that this thread has read from last. */
  void reset() throws IOException {
    Socket socket = lastRead.get();
    if (socket != null) {
      reset(socket);
    }
  }

  /** Closes it with RST: unsent bytes are dropped, and the other side sees an error. */
  static void reset(Socket socket) throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } finally {
      socket.close();
    }
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new Listening();
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return bound(port, 50, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return bound(port, backlog, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return bound(port, backlog, address);
  }

  private ServerSocket bound(int port, int backlog, @Nullable InetAddress address)
      throws IOException {
    ServerSocket socket = new Listening();
    socket.bind(new InetSocketAddress(address, port), backlog);
    return socket;
  }

  private final class Listening extends ServerSocket {
    Listening() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Socket socket = new Accepted();
      implAccept(socket);
      return socket;
    }
  }

  private final class Accepted extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          lastRead.set(Accepted.this);
          return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          lastRead.set(Accepted.this);
          return super.read(buffer, offset, length);
        }
      };
    }
  }
}
