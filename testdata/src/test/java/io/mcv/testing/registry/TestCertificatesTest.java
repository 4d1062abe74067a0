package io.mcv.testing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCertificatesTest {
  private static final int TIMEOUT_MILLIS = 10_000;

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"EC, EC", "RSA, RSA"})
  void theAuthorityHasSignedTheServerWithTheKeyAskedFor(
      TestCertificates.KeyType keyType, String algorithm) throws Exception {
    TestCertificates certificates = TestCertificates.in(temp, keyType);
    X509Certificate server = read(certificates.server().certificate());

    server.verify(read(certificates.authority()).getPublicKey());
    server.checkValidity();
    assertThat(server.getPublicKey().getAlgorithm()).isEqualTo(algorithm);
    assertThat(server.getSubjectAlternativeNames())
        .extracting(name -> (Object) name.get(1))
        .contains("localhost", "127.0.0.1");
  }

  @Test
  void theSelfSignedServerIsNotOfTheAuthority() throws Exception {
    TestCertificates certificates = TestCertificates.in(temp);
    X509Certificate server = read(certificates.selfSignedServer().certificate());
    X509Certificate authority = read(certificates.authority());

    server.verify(server.getPublicKey());
    assertThatThrownBy(() -> server.verify(authority.getPublicKey()))
        .isInstanceOf(SignatureException.class);
  }

  @Test
  void theExpiredServerIsExpired() throws Exception {
    X509Certificate server = read(TestCertificates.in(temp).expiredServer().certificate());

    assertThatThrownBy(server::checkValidity).isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void theOtherServerHasAnotherName() throws Exception {
    X509Certificate server = read(TestCertificates.in(temp).otherServer().certificate());

    assertThat(server.getSubjectAlternativeNames()).containsExactly(List.of(2, "registry.example"));
  }

  @Test
  void theFolderOfAHostHasTheNamesThatContainerToolsKnow() throws Exception {
    TestCertificates certificates = TestCertificates.in(temp);
    Path folder = certificates.certsFolder("localhost:5000", certificates.client());

    assertThat(folder).isEqualTo(temp.toAbsolutePath().resolve("certs.d/localhost:5000"));
    assertThat(folder)
        .isDirectoryContaining("glob:**/ca.crt")
        .isDirectoryContaining("glob:**/client.cert")
        .isDirectoryContaining("glob:**/client.key");
  }

  @Test
  void aClientOfThisProcessShowsItsCertificateToARegistryThatAsks() throws Exception {
    TestCertificates certificates = TestCertificates.in(temp.resolve("certificates"));
    SSLContext with = certificates.clientContext(certificates.client());
    SSLContext without = certificates.clientContext(null);
    try (LoopbackRegistry registry =
        LoopbackRegistry.setup(temp.resolve("registry"))
            .withTls(certificates.server())
            .withClientsOf(certificates.authority())
            .start()) {
      assertThat(status(with, registry)).isEqualTo(200);
      assertThatThrownBy(() -> status(without, registry)).isInstanceOf(IOException.class);
    }
  }

  private static int status(SSLContext context, LoopbackRegistry registry) throws Exception {
    // The JDK's newer client may wait forever for a server that refuses its certificate.
    HttpsURLConnection connection =
        (HttpsURLConnection) registry.base().resolve("/v2/").toURL().openConnection();
    connection.setSSLSocketFactory(context.getSocketFactory());
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private static X509Certificate read(Path pem) throws Exception {
    try (InputStream in = Files.newInputStream(pem)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
