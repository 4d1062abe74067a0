package io.mcv.oci.registry.engine;

import io.mcv.oci.registry.config.ConfigurationException;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection to an engine. Every step that may block is under an alarm, which closes the
 * connection: that alone ends a blocked step on sockets of either kind.
 */
final class EngineConnection implements Closeable {
  private final Alarm alarm;
  private final EngineFaults faults;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private Closeable socket = () -> {};

  private EngineConnection(EngineFaults faults, Deadlines deadlines) {
    this.faults = faults;
    this.alarm = new Alarm(deadlines);
  }

  @FunctionalInterface
  private interface Step {
    int run() throws IOException;
  }

  static EngineConnection open(EngineAddress address, EngineFaults faults, Deadlines deadlines)
      throws IOException {
    EngineConnection connection = new EngineConnection(faults, deadlines);
    try {
      if (address instanceof EngineAddress.UnixSocket unix) {
        connection.connect(unix);
      } else if (address instanceof EngineAddress.Tcp tcp) {
        connection.connect(tcp, deadlines.silence());
      }
      return connection;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void connect(EngineAddress.UnixSocket unix) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket = channel;
    watched(() -> channel.connect(UnixDomainSocketAddress.of(unix.path())) ? 1 : 0);
    in = Channels.newInputStream(channel);
    out = Channels.newOutputStream(channel);
  }

  private void connect(EngineAddress.Tcp tcp, Duration timeout) throws IOException {
    Socket plain = new Socket();
    socket = plain;
    watched(
        () -> {
          plain.connect(new InetSocketAddress(tcp.host(), tcp.port()), (int) timeout.toMillis());
          return 0;
        });
    Socket spoken = plain;
    if (tcp.tls() != null) {
      SSLSocket encrypted =
          (SSLSocket) tcp.tls().socketFactory().createSocket(plain, tcp.host(), tcp.port(), true);
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
      spoken = encrypted;
      watched(
          () -> {
            encrypted.startHandshake();
            return 0;
          });
    }
    in = spoken.getInputStream();
    out = spoken.getOutputStream();
  }

  /** What the engine says. Closing it does not close the connection. */
  InputStream input() {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        return watched(in::read);
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return watched(() -> in.read(buffer, offset, length));
      }

      @Override
      public void close() {}
    };
  }

  /** What is said to the engine. Closing it does not close the connection. */
  OutputStream output() {
    return new FilterOutputStream(out) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        watched(
            () -> {
              out.write(bytes, offset, length);
              return length;
            });
      }

      @Override
      public void close() {}
    };
  }

  private int watched(Step step) throws IOException {
    alarm.set(socket);
    try {
      return step.run();
    } catch (ConfigurationException e) {
      throw e;
    } catch (IOException e) {
      throw alarm.rang() ? faults.silent(e) : faults.of(e);
    } finally {
      alarm.unset();
    }
  }

  @Override
  public void close() throws IOException {
    alarm.close();
    socket.close();
  }
}
