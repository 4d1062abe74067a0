package io.mcv.oci.registry.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes the real factory when the first socket is wanted. What failed is tried anew. */
final class DeferredSocketFactory extends SSLSocketFactory {
  /** Makes the real factory. */
  interface Source {
    SSLSocketFactory make() throws IOException;
  }

  private final Source source;
  private @Nullable SSLSocketFactory made;

  DeferredSocketFactory(Source source) {
    this.source = source;
  }

  private synchronized SSLSocketFactory factory() throws IOException {
    SSLSocketFactory factory = made;
    if (factory == null) {
      factory = source.make();
      made = factory;
    }
    return factory;
  }

  private SSLSocketFactory uncheckedFactory() {
    try {
      return factory();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return uncheckedFactory().getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return uncheckedFactory().getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return factory().createSocket();
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return factory().createSocket(socket, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return factory().createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return factory().createSocket(host, port, localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return factory().createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return factory().createSocket(host, port, localHost, localPort);
  }
}
