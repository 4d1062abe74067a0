package io.mcv.testing.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A private certificate authority, and what it signs, in PEM files: {@code ca.crt}, {@code
 * NAME.crt} and {@code NAME.key}. Certificates are valid for a day, unless they are to be expired.
 *
 * <p>Servers are called {@code localhost}, {@code 127.0.0.1} and {@code ::1}, unless they are to
 * have a wrong name.
 */
public final class TestCertificates {
  private static final String END = "-----END CERTIFICATE-----\n";
  private static final Duration VALID = Duration.ofDays(1);

  /** How keys are made. */
  public enum KeyType {
    /** RSA of 2048 bits; slow to make. */
    RSA,
    /** Elliptic curve P-256. */
    EC
  }

  private final Path folder;
  private final KeyType keyType;
  private final HeldCertificate authority;

  private TestCertificates(Path folder, KeyType keyType, HeldCertificate authority) {
    this.folder = folder;
    this.keyType = keyType;
    this.authority = authority;
  }

  /** An authority with keys on elliptic curves. */
  public static TestCertificates in(Path folder) throws IOException {
    return in(folder, KeyType.EC);
  }

  /** An authority; the folder is made if it is missing. */
  public static TestCertificates in(Path folder, KeyType keyType) throws IOException {
    Path absolute = Files.createDirectories(folder.toAbsolutePath());
    HeldCertificate authority =
        builder(keyType, "Loopback authority").certificateAuthority(0).build();
    Files.writeString(absolute.resolve("ca.crt"), authority.certificatePem());
    return new TestCertificates(absolute, keyType, authority);
  }

  /** The certificate of the authority, {@code ca.crt}. */
  public Path authority() {
    return folder.resolve("ca.crt");
  }

  /** The certificate of a server on loopback. */
  public CertificateFiles server() throws IOException {
    return write("server", namedServer().signedBy(authority).build(), true);
  }

  /** The same, but its time ended an hour ago. */
  public CertificateFiles expiredServer() throws IOException {
    Instant ended = Instant.now().minus(Duration.ofHours(1));
    HeldCertificate.Builder expired =
        namedServer()
            .validityInterval(ended.minus(VALID).toEpochMilli(), ended.toEpochMilli())
            .signedBy(authority);
    return write("expired", expired.build(), true);
  }

  /** The certificate of a server of another name, {@code registry.example}. */
  public CertificateFiles otherServer() throws IOException {
    HeldCertificate.Builder other =
        builder(keyType, "registry.example")
            .addSubjectAlternativeName("registry.example")
            .signedBy(authority);
    return write("other", other.build(), true);
  }

  /** The certificate of a server on loopback that no authority has signed. */
  public CertificateFiles selfSignedServer() throws IOException {
    return write("self-signed", namedServer().build(), false);
  }

  /** The certificate of a client. */
  public CertificateFiles client() throws IOException {
    return write("client", builder(keyType, "client").signedBy(authority).build(), true);
  }

  /** For a server of this process, with the certificate of {@link #server}. */
  SSLSocketFactory serverSockets() {
    HeldCertificate server = namedServer().signedBy(authority).build();
    return new HandshakeCertificates.Builder()
        .heldCertificate(server, authority.certificate())
        .build()
        .sslSocketFactory();
  }

  /**
   * For a client of this process that trusts this authority alone.
   *
   * @param certificate what it shows a server that asks for one; null for nothing
   */
  public SSLContext clientContext(@Nullable CertificateFiles certificate) throws IOException {
    HandshakeCertificates.Builder trust =
        new HandshakeCertificates.Builder().addTrustedCertificate(authority.certificate());
    if (certificate != null) {
      String key = Files.readString(certificate.key());
      String chain = Files.readString(certificate.certificate());
      trust.heldCertificate(
          HeldCertificate.decode(key + chain.substring(0, chain.indexOf(END) + END.length())));
    }
    return trust.build().sslContext();
  }

  /** The certificate of a signer, such as that of tokens, as files and in memory. */
  HeldCertificate signer() throws IOException {
    HeldCertificate signer = builder(keyType, "signer").signedBy(authority).build();
    write("signer", signer, true);
    return signer;
  }

  HeldCertificate authorityCertificate() {
    return authority;
  }

  /**
   * Makes a folder as the container tools read them: {@code certs.d/HOST} with {@code ca.crt}.
   *
   * @param host name and port of the registry
   * @return the folder of that host; {@code certs.d} is its parent
   */
  public Path certsFolder(String host) throws IOException {
    Path made = Files.createDirectories(folder.resolve("certs.d").resolve(host));
    Files.writeString(made.resolve("ca.crt"), authority.certificatePem());
    return made;
  }

  /** The same, with {@code client.cert} and {@code client.key} too. */
  public Path certsFolder(String host, CertificateFiles client) throws IOException {
    Path made = certsFolder(host);
    Files.writeString(made.resolve("client.cert"), Files.readString(client.certificate()));
    Files.writeString(made.resolve("client.key"), Files.readString(client.key()));
    return made;
  }

  private HeldCertificate.Builder namedServer() {
    return builder(keyType, "localhost")
        .addSubjectAlternativeName("localhost")
        .addSubjectAlternativeName("127.0.0.1")
        .addSubjectAlternativeName("::1");
  }

  private static HeldCertificate.Builder builder(KeyType keyType, String commonName) {
    // An hour before now, for the clock of another process that looks at it.
    Instant begin = Instant.now().minus(Duration.ofHours(1));
    HeldCertificate.Builder builder =
        new HeldCertificate.Builder()
            .commonName(commonName)
            .validityInterval(begin.toEpochMilli(), begin.plus(VALID).toEpochMilli());
    return keyType == KeyType.RSA ? builder.rsa2048() : builder.ecdsa256();
  }

  private CertificateFiles write(String name, HeldCertificate held, boolean signed)
      throws IOException {
    Path certificate = folder.resolve(name + ".crt");
    Path key = folder.resolve(name + ".key");
    String chain = held.certificatePem() + (signed ? authority.certificatePem() : "");
    Files.writeString(certificate, chain);
    Files.writeString(key, held.privateKeyPkcs8Pem());
    return new CertificateFiles(certificate, key);
  }
}
