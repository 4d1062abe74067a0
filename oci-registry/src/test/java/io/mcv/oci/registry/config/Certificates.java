package io.mcv.oci.registry.config;

import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/** Certificates of the tests, made in memory. */
final class Certificates {
  private Certificates() {}

  static HeldCertificate authority(String name) {
    return new HeldCertificate.Builder().commonName(name).certificateAuthority(0).build();
  }

  static HeldCertificate server(HeldCertificate authority, String host) {
    return new HeldCertificate.Builder()
        .commonName("server")
        .addSubjectAlternativeName(host)
        .signedBy(authority)
        .build();
  }

  static HeldCertificate selfSigned() {
    return new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
  }

  static HeldCertificate expired(HeldCertificate authority) {
    long now = System.currentTimeMillis();
    return new HeldCertificate.Builder()
        .addSubjectAlternativeName("localhost")
        .validityInterval(now - TimeUnit.DAYS.toMillis(2), now - TimeUnit.DAYS.toMillis(1))
        .signedBy(authority)
        .build();
  }

  static HeldCertificate rsaClient(HeldCertificate authority) {
    return new HeldCertificate.Builder()
        .commonName("rsa client")
        .rsa2048()
        .signedBy(authority)
        .build();
  }

  static HeldCertificate ecClient(HeldCertificate authority) {
    return new HeldCertificate.Builder()
        .commonName("ec client")
        .ecdsa256()
        .signedBy(authority)
        .build();
  }
}
