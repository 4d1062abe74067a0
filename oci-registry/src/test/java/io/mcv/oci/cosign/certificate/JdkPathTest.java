package io.mcv.oci.cosign.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.testing.TestCertificateBuilder;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path rules accept nothing that the JDK's validator of RFC 5280 refuses. */
class JdkPathTest {
  private static final KeyPair ROOT_KEYS = TestCertificate.p256();
  private static final KeyPair ISSUING_KEYS = TestCertificate.p256();
  private static final KeyPair SECOND_KEYS = TestCertificate.p256();
  private static final KeyPair SIGNER_KEYS = TestCertificate.p256();

  @Test
  void whatIsAcceptedIsAcceptedByTheJdkToo() throws Exception {
    int accepted = 0;
    int refused = 0;
    for (int seed = 0; seed < 100; seed++) {
      RandomPath path = new RandomPath(new Random(seed));
      if (path.isAccepted()) {
        accepted++;
        assertThat(path.isAcceptedByJdk()).as("seed %s", seed).isTrue();
      } else {
        refused++;
      }
    }
    assertThat(accepted).isGreaterThan(15);
    assertThat(refused).isGreaterThan(15);
  }

  /** A machine may forbid algorithms to the JDK; the verdict is the same on every machine. */
  @Test
  void settingsOfTheMachineAreNotAsked(@TempDir Path folder) throws Exception {
    Path settings = folder.resolve("strict.security");
    Files.writeString(settings, "jdk.certpath.disabledAlgorithms=SHA256, EC keySize < 1024\n");

    assertThat(run(settings)).isEqualTo("accepted here, and by the JDK: false");
  }

  private static String run(Path settings) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.security.properties=" + settings,
                "-cp",
                System.getProperty("java.class.path"),
                JdkPath.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** A root, two authorities and a signer, most of them as they should be. */
  private static final class RandomPath {
    private final Random random;
    private final TestCertificate root;
    private final TestCertificate issuing;
    private final TestCertificate second;
    private final TestCertificate signer;

    RandomPath(Random random) {
      this.random = random;
      root = authority("root", ROOT_KEYS).selfSigned();
      issuing = authority("issuing", ISSUING_KEYS).issuedBy(root);
      second = authority("second", SECOND_KEYS).issuedBy(issuing);
      signer = signer().issuedBy(second);
    }

    private boolean seldom() {
      return random.nextInt(18) == 0;
    }

    private TestCertificateBuilder authority(String name, KeyPair keys) {
      TestCertificateBuilder authority = TestCertificate.authority(name).keys(keys);
      if (random.nextInt(4) == 0) {
        authority.pathLength(random.nextInt(4));
      }
      if (seldom()) {
        authority.with(
            Extension.basicConstraints, random.nextBoolean(), new BasicConstraints(false));
      }
      if (seldom()) {
        authority.without(Extension.basicConstraints);
      }
      if (seldom()) {
        authority.with(Extension.keyUsage, true, new KeyUsage(random.nextInt(128) << 1));
      }
      if (random.nextInt(6) == 0) {
        boolean permitted = random.nextBoolean();
        GeneralSubtree[] names = {
          new GeneralSubtree(
              new GeneralName(
                  GeneralName.uniformResourceIdentifier,
                  random.nextBoolean() ? "signer.example" : ".example"))
        };
        authority.with(
            Extension.nameConstraints,
            true,
            new NameConstraints(permitted ? names : null, permitted ? null : names));
      }
      return common(authority);
    }

    private TestCertificateBuilder signer() {
      TestCertificateBuilder signer =
          TestCertificate.signer("https://signer.example/path").keys(SIGNER_KEYS);
      if (seldom()) {
        signer.purpose(KeyPurposeId.id_kp_codeSigning, KeyPurposeId.id_kp_serverAuth);
      }
      return common(signer);
    }

    private TestCertificateBuilder common(TestCertificateBuilder certificate) {
      if (seldom()) {
        certificate.with(
            new ASN1ObjectIdentifier("1.2.3.4"), random.nextBoolean(), DERNull.INSTANCE);
      }
      if (seldom()) {
        Instant end = TestCertificate.WITHIN.minusSeconds(random.nextInt(3) - 1);
        certificate.valid(TestCertificate.START, end);
      }
      return certificate;
    }

    boolean isAccepted() {
      try {
        Verifying.path(Verifying.trusting(TestCertificate.trusted(second, issuing, root)), signer);
        return true;
      } catch (SignatureRejectedException e) {
        return false;
      }
    }

    boolean isAcceptedByJdk() throws GeneralSecurityException {
      return JdkPath.isAccepted(root, signer, second, issuing);
    }
  }
}
