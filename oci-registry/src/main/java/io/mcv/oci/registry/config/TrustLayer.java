package io.mcv.oci.registry.config;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** One of the sources of trust, made when it is asked for the first time. */
final class TrustLayer {
  /** Where the authorities come from. */
  interface Source {
    /** The authorities; empty if there are none. */
    List<X509Certificate> authorities() throws IOException;
  }

  private final @Nullable Source source;
  private boolean made;
  private @Nullable X509ExtendedTrustManager trustManager;

  private TrustLayer(@Nullable Source source) {
    this.source = source;
  }

  /** Those that the JDK trusts, or those of {@code javax.net.ssl.trustStore}. */
  static TrustLayer ofJdk() {
    return new TrustLayer(null);
  }

  static TrustLayer of(Source source) {
    return new TrustLayer(source);
  }

  /** Null where there are no authorities. */
  synchronized @Nullable X509ExtendedTrustManager trustManager()
      throws IOException, GeneralSecurityException {
    if (!made) {
      trustManager = make();
      made = true;
    }
    return trustManager;
  }

  private @Nullable X509ExtendedTrustManager make() throws IOException, GeneralSecurityException {
    if (source == null) {
      return trusting(null);
    }
    List<X509Certificate> authorities = source.authorities();
    if (authorities.isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), authorities.get(i));
    }
    return trusting(store);
  }

  private static X509ExtendedTrustManager trusting(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("this JDK has no PKIX trust manager");
  }
}
