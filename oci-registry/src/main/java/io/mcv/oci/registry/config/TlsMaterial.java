package io.mcv.oci.registry.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a client needs for TLS with one registry: whom it trusts, and what it shows if it is asked.
 *
 * <p>Nothing is read before the first connection. A server is trusted if one of these vouches for
 * it, asked in this order and read only when those before said no:
 *
 * <ol>
 *   <li>the files {@code *.crt} of the registry's folder, which are read with the first connection;
 *   <li>the JDK's own authorities; if nobody trusts the server, the error is theirs;
 *   <li>the file {@code $SSL_CERT_FILE}, else those of the system, {@code
 *       /etc/ssl/certs/ca-certificates.crt} or {@code /etc/pki/tls/certs/ca-bundle.crt}.
 * </ol>
 */
public final class TlsMaterial {
  private static final List<String> SYSTEM_BUNDLES =
      List.of("etc/ssl/certs/ca-certificates.crt", "etc/pki/tls/certs/ca-bundle.crt");

  private final X509TrustManager trustManager;
  private final SSLSocketFactory socketFactory;
  private final @Nullable HostnameVerifier hostnameVerifier;

  private TlsMaterial(
      X509TrustManager trustManager,
      SSLSocketFactory socketFactory,
      @Nullable HostnameVerifier hostnameVerifier) {
    this.trustManager = trustManager;
    this.socketFactory = socketFactory;
    this.hostnameVerifier = hostnameVerifier;
  }

  /**
   * Of a folder, or without one.
   *
   * @param folder as {@link CertificateFolders#find} gives it, or null
   * @param verify whether servers must be trusted; if not, any certificate will do
   */
  public static TlsMaterial of(UserEnvironment environment, @Nullable Path folder, boolean verify) {
    CertificateFolder certificates = folder == null ? null : new CertificateFolder(folder);
    if (!verify) {
      X509TrustManager trustManager = new AcceptingTrustManager();
      return new TlsMaterial(
          trustManager,
          new DeferredSocketFactory(() -> socketFactory(shown(certificates), trustManager)),
          (host, session) -> true);
    }
    TrustLayer own =
        TrustLayer.of(() -> certificates == null ? List.of() : certificates.authorities());
    TrustLayer jdk = TrustLayer.ofJdk();
    TrustLayer bundle = TrustLayer.of(() -> bundle(environment));
    X509TrustManager trustManager = new LayeredTrustManager(List.of(own, jdk, bundle), jdk);
    return new TlsMaterial(
        trustManager,
        new DeferredSocketFactory(
            () -> {
              prepare(own);
              return socketFactory(shown(certificates), trustManager);
            }),
        null);
  }

  /**
   * Of a folder with the files of docker's client: {@code ca.pem}, who alone vouches for the
   * engine, and {@code cert.pem} with {@code key.pem}, what is shown to it. Without a {@code
   * ca.pem} those of the JDK and the system vouch.
   */
  public static TlsMaterial ofDocker(UserEnvironment environment, Path folder) {
    Path authority = folder.resolve("ca.pem");
    boolean own = Files.exists(authority);
    TrustLayer first =
        own ? TrustLayer.of(() -> CertificateFile.read(authority)) : TrustLayer.ofJdk();
    List<TrustLayer> layers =
        own ? List.of(first) : List.of(first, TrustLayer.of(() -> bundle(environment)));
    X509TrustManager trustManager = new LayeredTrustManager(layers, first);
    return new TlsMaterial(
        trustManager,
        new DeferredSocketFactory(
            () -> {
              prepare(first);
              return socketFactory(
                  certificate(folder.resolve("cert.pem"), folder.resolve("key.pem")), trustManager);
            }),
        null);
  }

  private static List<ClientCertificate> certificate(Path certificate, Path key)
      throws IOException {
    if (!Files.exists(certificate) && !Files.exists(key)) {
      return List.of();
    }
    List<X509Certificate> chain = CertificateFile.read(certificate);
    return List.of(
        new ClientCertificate(chain, new PrivateKeyFile(key).read(chain.get(0).getPublicKey())));
  }

  /** A wrong file is an error of its own, not one among the reasons why a server is not trusted. */
  private static void prepare(TrustLayer layer) throws IOException {
    try {
      layer.trustManager();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot prepare TLS: " + e.getMessage(), e);
    }
  }

  private static List<X509Certificate> bundle(UserEnvironment environment) throws IOException {
    String variable = environment.variable("SSL_CERT_FILE");
    if (variable != null) {
      return CertificateFile.read(Path.of(variable));
    }
    for (String bundle : SYSTEM_BUNDLES) {
      Path file = environment.system(bundle);
      if (Files.exists(file)) {
        return CertificateFile.read(file);
      }
    }
    return List.of();
  }

  private static List<ClientCertificate> shown(@Nullable CertificateFolder folder)
      throws IOException {
    return folder == null ? List.of() : folder.clientCertificates();
  }

  private static SSLSocketFactory socketFactory(
      List<ClientCertificate> shown, X509TrustManager trustManager) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(shown), new TrustManager[] {trustManager}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot prepare TLS: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keyManagers(List<ClientCertificate> shown)
      throws IOException, GeneralSecurityException {
    if (shown.isEmpty()) {
      return new KeyManager[0];
    }
    // The store never leaves memory; it asks for a password all the same.
    char[] password = new char[0];
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (ClientCertificate certificate : shown) {
      X509Certificate[] chain = certificate.chain().toArray(new X509Certificate[0]);
      store.setKeyEntry(Integer.toString(store.size()), certificate.key(), password, chain);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  /**
   * Makes sockets. They fail with a {@link ConfigurationException} if a file of the folder is
   * wrong. Safe for use by several threads.
   */
  public SSLSocketFactory socketFactory() {
    return socketFactory;
  }

  /** Whom the sockets trust. It names no accepted issuers, and checks no clients. */
  public X509TrustManager trustManager() {
    return trustManager;
  }

  /** One that accepts every host where nothing is verified; else null, for that of the client. */
  public @Nullable HostnameVerifier hostnameVerifier() {
    return hostnameVerifier;
  }
}
