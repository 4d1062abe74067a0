package io.mcv.oci.registry.config;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a server if one of several layers does. They are asked in turn, and each is made only when
 * those before it said no.
 *
 * <p>If all say no, the error is that of the decisive layer; those of the others are suppressed in
 * it, such as "expired" from the layer that knows the authority.
 */
final class LayeredTrustManager extends X509ExtendedTrustManager {
  private final List<TrustLayer> layers;
  private final TrustLayer decisive;

  LayeredTrustManager(List<TrustLayer> layers, TrustLayer decisive) {
    this.layers = List.copyOf(layers);
    this.decisive = decisive;
  }

  /** One question to one layer. */
  private interface Question {
    void ask(X509ExtendedTrustManager layer) throws CertificateException;
  }

  private void ask(Question question) throws CertificateException {
    CertificateException refusal = null;
    List<Exception> others = new ArrayList<>();
    for (TrustLayer layer : layers) {
      Exception problem = problem(layer, question);
      if (problem == null) {
        return;
      }
      if (layer == decisive) {
        refusal = problem instanceof CertificateException e ? e : new CertificateException(problem);
      } else if (!(problem instanceof NoAuthoritiesException)) {
        others.add(problem);
      }
    }
    CertificateException thrown =
        refusal == null ? new CertificateException("nothing is trusted") : refusal;
    others.forEach(thrown::addSuppressed);
    throw thrown;
  }

  /** Why a layer does not trust; null if it does. */
  private static @Nullable Exception problem(TrustLayer layer, Question question) {
    try {
      X509ExtendedTrustManager manager = layer.trustManager();
      if (manager == null) {
        return new NoAuthoritiesException();
      }
      question.ask(manager);
      return null;
    } catch (IOException | GeneralSecurityException e) {
      return e;
    }
  }

  /** A layer without authorities trusts nobody, which is not worth a word. */
  private static final class NoAuthoritiesException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    ask(layer -> layer.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    ask(layer -> layer.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    ask(layer -> layer.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only servers are checked");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  /**
   * None: servers send these to clients, and clients need them to complete chains for pinned keys,
   * which is neither done. HTTP clients ask when they are made, and would have all layers read.
   */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
