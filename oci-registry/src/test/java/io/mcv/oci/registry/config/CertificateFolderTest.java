package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFolderTest {
  private static final HeldCertificate AUTHORITY = Certificates.authority("authority");
  private static final HeldCertificate EC = Certificates.ecClient(AUTHORITY);
  private static final HeldCertificate RSA = Certificates.rsaClient(AUTHORITY);

  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private ClientCertificate client(HeldCertificate certificate, String key) throws IOException {
    write("client.cert", certificate.certificatePem());
    write("client.key", key);
    return new CertificateFolder(folder).clientCertificates().get(0);
  }

  /** Beside the key, SEC 1 knows the curve and the public key; both may be left out. */
  private static String bareSec1(HeldCertificate certificate) {
    byte[] pkcs8 = certificate.keyPair().getPrivate().getEncoded();
    // What the JDK writes ends with the OCTET STRING of SEC 1: SEQUENCE, version 1, 32 bytes.
    int start = pkcs8.length - 39;
    byte[] sec1 = Arrays.copyOfRange(pkcs8, start, pkcs8.length);
    return pem("EC PRIVATE KEY", sec1);
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  @Test
  void allCrtFilesHoldAuthoritiesAndNothingElseDoes() throws IOException {
    HeldCertificate other = Certificates.authority("other");
    write("1.crt", AUTHORITY.certificatePem() + "text between\n" + other.certificatePem());
    write("2.crt", EC.certificatePem());
    write("3.cert", RSA.certificatePem());
    write("README", "text");

    assertThat(new CertificateFolder(folder).authorities())
        .containsExactly(AUTHORITY.certificate(), other.certificate(), EC.certificate());
  }

  @Test
  void readsKeysOfPkcs8() throws IOException {
    assertThat(client(EC, EC.privateKeyPkcs8Pem()).key()).isEqualTo(EC.keyPair().getPrivate());
    assertThat(client(RSA, RSA.privateKeyPkcs8Pem()).key()).isEqualTo(RSA.keyPair().getPrivate());
  }

  @Test
  void readsKeysOfPkcs1() throws IOException {
    assertThat(client(RSA, RSA.privateKeyPkcs1Pem()).key()).isEqualTo(RSA.keyPair().getPrivate());
  }

  @Test
  void readsKeysOfSec1WithoutTheirCurve() throws IOException {
    String key = bareSec1(EC);

    assertThat(client(EC, key).key()).isEqualTo(EC.keyPair().getPrivate());
  }

  @Test
  void readsKeysAsOpensslWritesThem() throws IOException {
    Peer openssl = Peer.require("openssl").in(folder);
    write("8.pem", EC.privateKeyPkcs8Pem());
    openssl.run("ec", "-in", "8.pem", "-out", "sec1.pem");
    openssl.run("ecparam", "-name", "prime256v1", "-out", "parameters.pem");
    String sec1 = Files.readString(folder.resolve("sec1.pem"));
    String parameters = Files.readString(folder.resolve("parameters.pem"));
    assertThat(sec1).contains("BEGIN EC PRIVATE KEY");
    assertThat(parameters).contains("BEGIN EC PARAMETERS");

    PrivateKey key = client(EC, parameters + sec1).key();

    assertThat(((ECPrivateKey) key).getS())
        .isEqualTo(((ECPrivateKey) EC.keyPair().getPrivate()).getS());
  }

  @Test
  void readsCertificatesAndKeysOfEd25519() throws IOException {
    Peer openssl = Peer.require("openssl").in(folder);
    openssl.run(
        "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=ed", "-keyout", "a.key",
        "-out", "a.cert");

    ClientCertificate client = new CertificateFolder(folder).clientCertificates().get(0);

    assertThat(client.key().getAlgorithm()).isEqualTo("EdDSA");
    assertThat(client).hasToString("ClientCertificate[CN=ed]");
  }

  @Test
  void aChainKeepsItsOrder() throws IOException {
    write("a.cert", EC.certificatePem() + AUTHORITY.certificatePem());
    write("a.key", EC.privateKeyPkcs8Pem());

    assertThat(new CertificateFolder(folder).clientCertificates().get(0).chain())
        .containsExactly(EC.certificate(), AUTHORITY.certificate());
  }

  private void refuses(String file, String problem) {
    assertThatThrownBy(
            () -> {
              CertificateFolder certificates = new CertificateFolder(folder);
              certificates.authorities();
              certificates.clientCertificates();
            })
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(folder.resolve(file) + " ")
        .hasMessageContaining(problem)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aCertificateWithoutItsKeyIsAnErrorThatNamesTheKey() throws IOException {
    write("client.cert", EC.certificatePem());

    refuses("client.key", "is missing beside client.cert");
  }

  @Test
  void aKeyWithoutItsCertificateIsAnErrorThatNamesTheCertificate() throws IOException {
    write("client.key", EC.privateKeyPkcs8Pem());
    write("client.crt", EC.certificatePem());

    refuses("client.cert", "is missing beside client.key");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws IOException {
    write("a.cert", EC.certificatePem());
    write("a.key", Certificates.ecClient(AUTHORITY).privateKeyPkcs8Pem());

    refuses("a.key", "holds the key of another certificate");
  }

  @Test
  void aKeyOfAnotherAlgorithmIsRefused() throws IOException {
    write("a.cert", EC.certificatePem());
    write("a.key", RSA.privateKeyPkcs1Pem());

    refuses("a.key", "holds no EC key that can be read");
  }

  @Test
  void encryptedKeysAreRefusedWithAdvice() throws IOException {
    Peer openssl = Peer.require("openssl").in(folder);
    write("a.cert", EC.certificatePem());
    write("plain", EC.privateKeyPkcs8Pem());
    openssl.run("pkcs8", "-topk8", "-in", "plain", "-out", "a.key", "-passout", "pass:x");
    assertThat(Files.readString(folder.resolve("a.key"))).contains("ENCRYPTED PRIVATE KEY");
    refuses("a.key", "openssl pkey -in OLD.key -out NEW.key");

    openssl.run("ec", "-in", "plain", "-aes128", "-out", "a.key", "-passout", "pass:x");
    assertThat(Files.readString(folder.resolve("a.key"))).contains("Proc-Type: 4,ENCRYPTED");
    refuses("a.key", "openssl pkey -in OLD.key -out NEW.key");
  }

  @Test
  void damagedKeysAreRefused() throws IOException {
    write("a.cert", EC.certificatePem());
    write("a.key", "nothing");
    refuses("a.key", "holds no private key in PEM");
    write("a.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n");
    refuses("a.key", "is cut off");
    write("a.key", "-----BEGIN ");
    refuses("a.key", "is cut off");
    write("a.key", "-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----\n");
    refuses("a.key", "is not in base64");
    write("a.key", pem("EC PRIVATE KEY", new byte[200]));
    refuses("a.key", "holds no EC key that can be read");
  }

  @Test
  void damagedCertificatesAreRefused() throws IOException {
    write("a.crt", "");
    refuses("a.crt", "holds no certificate in PEM");
    write("a.crt", "text");
    refuses("a.crt", "certificate in PEM");
    write("a.crt", pem("CERTIFICATE", new byte[100]));
    refuses("a.crt", "holds something that is no certificate");
    write("a.crt", EC.certificatePem() + EC.privateKeyPkcs8Pem());
    refuses("a.crt", "holds something that is no certificate");
  }
}
