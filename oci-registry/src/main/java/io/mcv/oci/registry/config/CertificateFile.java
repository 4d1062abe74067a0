package io.mcv.oci.registry.config;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates in PEM, one after the other. */
final class CertificateFile {
  private CertificateFile() {}

  static List<X509Certificate> read(Path file) throws ConfigurationException {
    byte[] content = ConfigurationFile.bytes(file);
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate certificate :
          factory.generateCertificates(new ByteArrayInputStream(content))) {
        certificates.add((X509Certificate) certificate);
      }
    } catch (CertificateException e) {
      throw new ConfigurationException(file, "holds something that is no certificate in PEM");
    }
    if (certificates.isEmpty()) {
      throw new ConfigurationException(file, "holds no certificate in PEM");
    }
    return certificates;
  }
}
