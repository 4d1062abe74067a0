package io.mcv.oci.registry.http;

import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.http.ConnectionException.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What the network's exceptions mean, in words. */
final class ConnectionFaults {
  private ConnectionFaults() {}

  /** The same failure, told by server and reason. */
  static ConnectionException of(IOException e, URI uri) {
    if (e instanceof ConnectionException told) {
      return told;
    }
    String server = server(uri);
    if (e instanceof PrivateAddressException) {
      return new ConnectionException(Problem.FORBIDDEN, String.valueOf(e.getMessage()), e);
    }
    if (e instanceof UnknownHostException) {
      return new ConnectionException(
          Problem.UNKNOWN_HOST,
          "the host " + Printable.of(uri.getHost()) + " is not known: check its name and DNS",
          e);
    }
    if (e instanceof SSLException) {
      return ofTls(e, server);
    }
    if (e instanceof NoRouteToHostException) {
      return new ConnectionException(Problem.UNREACHABLE, "no route leads to " + server, e);
    }
    if (e instanceof ConnectException) {
      return new ConnectionException(
          Problem.UNREACHABLE, server + " refused the connection: is it running there?", e);
    }
    if (e instanceof SocketTimeoutException || e instanceof InterruptedIOException) {
      return Thread.currentThread().isInterrupted()
          ? interrupted(e, uri)
          : new ConnectionException(Problem.TIMEOUT, server + " did not answer in time", e);
    }
    return new ConnectionException(
        Problem.BROKEN, "the connection to " + server + " broke" + because(e), e);
  }

  /** The thread that waits for a server is wanted for something else. */
  static ConnectionException interrupted(Exception e, URI uri) {
    return new ConnectionException(
        Problem.INTERRUPTED, "the exchange with " + server(uri) + " was interrupted", e);
  }

  private static ConnectionException ofTls(IOException e, String server) {
    if (has(e, CertificateExpiredException.class)) {
      return certificate(e, "the certificate of " + server + " has expired");
    }
    if (has(e, CertificateNotYetValidException.class)) {
      return certificate(e, "the certificate of " + server + " is not valid yet");
    }
    if (e instanceof SSLPeerUnverifiedException) {
      return certificate(e, "the certificate of " + server + " is for another host");
    }
    if (has(e, CertPathValidatorException.class)
        || String.valueOf(e.getMessage()).contains("certification path")) {
      return certificate(
          e,
          "the certificate of "
              + server
              + " is not signed by an authority that is trusted here: put the authority's"
              + " certificate, as ca.crt, into certs.d or a folder for --cert-dir");
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return new ConnectionException(
          Problem.TLS,
          server + " does not speak TLS: plain http is used with --tls-verify=false alone",
          e);
    }
    if (message.contains("closed") || message.contains("reset") || message.contains("terminated")) {
      return new ConnectionException(
          Problem.BROKEN, "the connection to " + server + " broke" + because(e), e);
    }
    return new ConnectionException(Problem.TLS, "TLS with " + server + " failed" + because(e), e);
  }

  private static ConnectionException certificate(IOException e, String message) {
    return new ConnectionException(Problem.CERTIFICATE, message, e);
  }

  /**
   * Whether this is among the causes, or what they suppressed: of several stores of authorities
   * each has a reason of its own, and the one that knows the authority has the true one.
   */
  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
      for (Throwable other : cause.getSuppressed()) {
        if (has(other, type)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String because(IOException e) {
    String message = e.getMessage();
    return message == null ? "" : ": " + Printable.of(message);
  }

  static String server(URI uri) {
    return Printable.of(uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
  }
}
