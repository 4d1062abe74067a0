package io.mcv.oci.registry.http;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken with one server.
 *
 * @param sockets makes the sockets, with the client's certificate where there is one
 * @param trust decides about the server's certificate
 * @param names decides whether a certificate is for a host; null for the usual rule
 */
public record TlsSettings(
    SSLSocketFactory sockets, X509TrustManager trust, @Nullable HostnameVerifier names) {

  /** Finds the settings of a server; asked once for each, when first something goes there. */
  @FunctionalInterface
  public interface Finder {
    /**
     * The settings.
     *
     * @param server host, with its port where that is not 443
     * @throws java.io.IOException if what is configured for it cannot be used
     */
    TlsSettings find(String server) throws java.io.IOException;
  }
}
