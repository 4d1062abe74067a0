package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsMaterialTest {
  private static final HeldCertificate AUTHORITY = Certificates.authority("authority");
  private static final HeldCertificate SERVER = Certificates.server(AUTHORITY, "localhost");
  private static final HeldCertificate STRANGER = Certificates.authority("stranger");

  @TempDir Path folder;
  private ConfigurationFolders folders;

  @BeforeEach
  void makeFolders() throws IOException {
    folders = new ConfigurationFolders(folder);
    Files.createDirectories(folder.resolve("certs"));
  }

  private TlsMaterial material(boolean verify) {
    return TlsMaterial.of(folders.environment(), folder.resolve("certs"), verify);
  }

  private static String visit(
      HeldCertificate server, @Nullable HeldCertificate clients, TlsMaterial material)
      throws Exception {
    try (TlsServer listening = new TlsServer(server, clients)) {
      listening.visit(material, true);
      return listening.visitor();
    }
  }

  private static void refuses(HeldCertificate server, TlsMaterial material) {
    assertThatThrownBy(() -> visit(server, null, material))
        .isInstanceOf(SSLHandshakeException.class)
        .hasCauseInstanceOf(CertificateException.class);
  }

  @Test
  void anAuthorityInTheFolderIsTrusted() throws Exception {
    folders.write("certs/ca.crt", AUTHORITY.certificatePem());

    assertThat(visit(SERVER, null, material(true))).isEqualTo("nobody");
  }

  @Test
  void withoutThatAuthorityTheServerIsRefusedAsTheJdkRefusesIt() throws Exception {
    folders.write("certs/ca.crt", STRANGER.certificatePem());

    assertThatThrownBy(() -> visit(SERVER, null, material(true)))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("unable to find valid certification path");
  }

  @Test
  void withoutAFolderTheServerIsRefused() {
    refuses(SERVER, TlsMaterial.of(folders.environment(), null, true));
  }

  @Test
  void aCertificateThatNobodySignedIsRefusedUnlessItIsInTheFolder() throws Exception {
    HeldCertificate server = Certificates.selfSigned();
    refuses(server, material(true));

    folders.write("certs/server.crt", server.certificatePem());

    assertThat(visit(server, null, material(true))).isEqualTo("nobody");
  }

  @Test
  void anExpiredCertificateIsRefusedAndTheReasonIsKept() throws Exception {
    folders.write("certs/ca.crt", AUTHORITY.certificatePem());

    assertThatThrownBy(() -> visit(Certificates.expired(AUTHORITY), null, material(true)))
        .isInstanceOf(SSLHandshakeException.class)
        .cause()
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .anySatisfy(s -> assertThat(s).hasStackTraceContaining("NotAfter")));
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    folders.write("certs/ca.crt", AUTHORITY.certificatePem());

    refuses(Certificates.server(AUTHORITY, "other.example.com"), material(true));
  }

  @Test
  void theHostIsLeftToTheClientWhereServersAreVerified() {
    assertThat(material(true).hostnameVerifier()).isNull();
  }

  @Test
  void withoutVerificationAnyCertificateWillDo() throws Exception {
    TlsMaterial material = material(false);

    assertThat(visit(SERVER, null, material)).isEqualTo("nobody");
    assertThat(visit(Certificates.selfSigned(), null, material)).isEqualTo("nobody");
    assertThat(visit(Certificates.expired(AUTHORITY), null, material)).isEqualTo("nobody");
    assertThat(visit(Certificates.server(AUTHORITY, "other.net"), null, material))
        .isEqualTo("nobody");
    assertThat(material.hostnameVerifier())
        .isNotNull()
        .satisfies(verifier -> assertThat(verifier.verify("any", null)).isTrue());
  }

  @Test
  void aServerThatAsksIsShownTheCertificateOfTheFolder() throws Exception {
    HeldCertificate client = Certificates.rsaClient(AUTHORITY);
    folders.write("certs/ca.crt", AUTHORITY.certificatePem());
    folders.write("certs/me.cert", client.certificatePem());
    folders.write("certs/me.key", client.privateKeyPkcs1Pem());

    assertThat(visit(SERVER, AUTHORITY, material(true))).isEqualTo("CN=rsa client");
    assertThat(visit(SERVER, AUTHORITY, material(false))).isEqualTo("CN=rsa client");
    assertThat(visit(SERVER, null, material(true))).isEqualTo("nobody");
  }

  @Test
  void ofSeveralCertificatesTheServerIsShownOneThatItKnows() throws Exception {
    HeldCertificate strange = Certificates.ecClient(STRANGER);
    HeldCertificate client = Certificates.rsaClient(AUTHORITY);
    folders.write("certs/1.cert", strange.certificatePem());
    folders.write("certs/1.key", strange.privateKeyPkcs8Pem());
    folders.write("certs/2.cert", client.certificatePem());
    folders.write("certs/2.key", client.privateKeyPkcs8Pem());

    assertThat(visit(SERVER, AUTHORITY, material(false))).isEqualTo("CN=rsa client");
  }

  @Test
  void aServerThatDemandsACertificateRefusesWhoHasNone() {
    assertThatThrownBy(() -> visit(SERVER, AUTHORITY, material(false)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theFileOfSslCertFileIsTrusted() throws Exception {
    Path file = folders.write("bundle.pem", AUTHORITY.certificatePem());
    UserEnvironment environment = folders.environment(Map.of("SSL_CERT_FILE", file.toString()));

    assertThat(visit(SERVER, null, TlsMaterial.of(environment, null, true))).isEqualTo("nobody");
  }

  @Test
  void theFilesOfTheSystemAreTrusted() throws Exception {
    folders.write("root/etc/pki/tls/certs/ca-bundle.crt", AUTHORITY.certificatePem());
    TlsMaterial redHat = TlsMaterial.of(folders.environment(), null, true);
    assertThat(visit(SERVER, null, redHat)).isEqualTo("nobody");

    folders.write("root/etc/ssl/certs/ca-certificates.crt", STRANGER.certificatePem());
    refuses(SERVER, TlsMaterial.of(folders.environment(), null, true));

    folders.write("root/etc/ssl/certs/ca-certificates.crt", AUTHORITY.certificatePem());
    TlsMaterial debian = TlsMaterial.of(folders.environment(), null, true);
    assertThat(visit(SERVER, null, debian)).isEqualTo("nobody");
  }

  @Test
  void sslCertFileStandsForTheFilesOfTheSystem() throws Exception {
    Path file = folders.write("bundle.pem", STRANGER.certificatePem());
    folders.write("root/etc/ssl/certs/ca-certificates.crt", AUTHORITY.certificatePem());
    UserEnvironment environment = folders.environment(Map.of("SSL_CERT_FILE", file.toString()));

    refuses(SERVER, TlsMaterial.of(environment, null, true));
  }

  @Test
  void aWrongFileOfTheFolderIsAnErrorOfItsOwn() throws Exception {
    folders.write("certs/ca.crt", "text");

    assertThatThrownBy(() -> visit(SERVER, null, material(true)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(folder.resolve("certs/ca.crt").toString());
  }

  @Test
  void nothingIsReadBeforeAConnectionIsWanted() throws Exception {
    folders.write("certs/ca.crt", "text");
    folders.write("certs/me.cert", "text");
    TlsMaterial material = material(true);

    assertThatCode(
            () ->
                new OkHttpClient.Builder()
                    .sslSocketFactory(material.socketFactory(), material.trustManager())
                    .build())
        .doesNotThrowAnyException();
  }

  @Test
  void aFileThatWasPutRightIsReadAnew() throws Exception {
    folders.write("certs/ca.crt", "text");
    TlsMaterial material = material(true);
    assertThatThrownBy(() -> visit(SERVER, null, material))
        .isInstanceOf(ConfigurationException.class);

    folders.write("certs/ca.crt", AUTHORITY.certificatePem());

    assertThat(visit(SERVER, null, material)).isEqualTo("nobody");
  }
}
