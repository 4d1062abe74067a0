package io.mcv.oci.registry.config;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a client shows to a server that asks who it is.
 *
 * @param chain its certificate, then those that lead to the authority
 * @param key of the first certificate, a secret
 */
record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {

  ClientCertificate {
    chain = List.copyOf(chain);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ClientCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
