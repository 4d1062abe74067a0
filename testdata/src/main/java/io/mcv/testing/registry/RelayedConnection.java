package io.mcv.testing.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection through a {@link CountingProxy}: two sockets, and a thread for each direction. */
final class RelayedConnection {
  private static final int BUFFER_SIZE = 64 * 1024;

  private final Socket client;
  private final Socket server;
  private final Consumer<RelayedConnection> onEnd;
  private final AtomicInteger running = new AtomicInteger(2);
  private volatile @Nullable Thread down;
  private volatile @Nullable Thread up;

  RelayedConnection(Socket client, Socket server, Consumer<RelayedConnection> onEnd) {
    this.client = client;
    this.server = server;
    this.onEnd = onEnd;
  }

  void start(ByteGate toClient, ByteGate toRegistry) {
    down = started("counting-proxy-down", () -> copy(server, client, toClient));
    up = started("counting-proxy-up", () -> copy(client, server, toRegistry));
  }

  /** Ends both sockets; the threads end with them. */
  void cut(CountingProxy.Cut how) {
    end(client, how);
    end(server, how);
  }

  void join(Duration deadline) throws InterruptedException {
    for (Thread thread : new Thread[] {down, up}) {
      if (thread != null) {
        thread.join(deadline.toMillis());
      }
    }
  }

  private static Thread started(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void copy(Socket from, Socket to, ByteGate gate) {
    byte[] buffer = new byte[BUFFER_SIZE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        ByteGate.Passage passage = gate.pass(n);
        out.write(buffer, 0, passage.bytes());
        CountingProxy.Cut how = passage.cut();
        if (how != null) {
          cut(how);
          return;
        }
      }
      // Half closed: the other direction may still have an answer to bring.
      to.shutdownOutput();
    } catch (IOException e) {
      cut(CountingProxy.Cut.RESET);
    } finally {
      if (running.decrementAndGet() == 0) {
        cut(CountingProxy.Cut.END);
        onEnd.accept(this);
      }
    }
  }

  private static void end(Socket socket, CountingProxy.Cut how) {
    try {
      if (how == CountingProxy.Cut.RESET) {
        ResettableSockets.reset(socket);
      } else {
        socket.close();
      }
    } catch (IOException e) {
      // It is closed already, by the thread of the other direction.
    }
  }
}
