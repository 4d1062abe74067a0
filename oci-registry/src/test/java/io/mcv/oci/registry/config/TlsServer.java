package io.mcv.oci.registry.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/** A server on loopback that shakes hands once, and remembers who came. */
final class TlsServer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final SSLServerSocket listener;
  private final CompletableFuture<String> visitor = new CompletableFuture<>();

  /**
   * Begins to listen.
   *
   * @param identity what the server shows
   * @param clients if not null, clients must show a certificate of this authority
   */
  TlsServer(HeldCertificate identity, @Nullable HeldCertificate clients) throws IOException {
    HandshakeCertificates.Builder certificates =
        new HandshakeCertificates.Builder().heldCertificate(identity);
    if (clients != null) {
      certificates.addTrustedCertificate(clients.certificate());
    }
    listener =
        (SSLServerSocket)
            certificates
                .build()
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(clients != null);
    listener.setSoTimeout(TIMEOUT_MILLIS);
    Thread thread = new Thread(this::serve, "tls-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.startHandshake();
      socket.getOutputStream().write('!');
      visitor.complete(name(socket));
    } catch (IOException e) {
      visitor.completeExceptionally(e);
    }
  }

  private static String name(SSLSocket socket) {
    try {
      Principal principal = socket.getSession().getPeerPrincipal();
      return principal.getName();
    } catch (SSLPeerUnverifiedException e) {
      return "nobody";
    }
  }

  /** Connects to it as {@code localhost}. The name in its certificate is checked if asked for. */
  void visit(TlsMaterial material, boolean checkName) throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        SSLSocket socket =
            (SSLSocket)
                material.socketFactory().createSocket(plain, "localhost", plain.getPort(), true)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      if (checkName) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      socket.startHandshake();
      // With TLS 1.3 a client learns only now whether the server took its certificate.
      if (socket.getInputStream().read() != '!') {
        throw new IOException("the server hung up");
      }
    }
  }

  /** The subject of the certificate that the client showed, or {@code nobody}. */
  String visitor() throws InterruptedException, ExecutionException, TimeoutException {
    return visitor.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
