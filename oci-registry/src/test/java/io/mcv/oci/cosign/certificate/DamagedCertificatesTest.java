package io.mcv.oci.cosign.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.testing.Damage;
import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.testing.TestCertificateLog;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;

/** Damaged certificates are refused by an exception of ours, and never accepted. */
class DamagedCertificatesTest {
  /** Of a P-256 key, with the algorithm before it. */
  private static final int SIGNATURE_BYTES = 88;

  private final TestCertificateLog log = TestCertificateLog.ecdsa();
  private final TestCertificate root =
      TestCertificate.authority("root")
          .with(
              Extension.nameConstraints,
              true,
              new NameConstraints(
                  null,
                  new GeneralSubtree[] {
                    new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, "evil.example"))
                  }))
          .selfSigned();
  private final TestCertificate issuing =
      TestCertificate.authority("issuing").pathLength(0).issuedBy(root);
  private final TestCertificate signer =
      TestCertificate.signer("https://signer.example")
          .otherName("me!domain")
          .fulcio(1, "https://issuer.example")
          .fulcio(9, "https://builder.example")
          .seenBy(log, TestCertificate.WITHIN)
          .issuedBy(issuing);

  private final CertificateVerifier verifier =
      new CertificateVerifier(
          new TrustedRoot(
              List.of(),
              List.of(log.trusted()),
              List.of(TestCertificate.trusted(issuing, root)),
              List.of()));

  private final CertificateVerifier underTheRoot =
      Verifying.trusting(TestCertificate.trusted(root));

  /** A bit of each byte, not always the same. */
  @Test
  void signerWithAnotherBitIsNotAccepted() {
    byte[] der = signer.der().toArray();
    assertThat(isAccepted(der)).isTrue();

    for (int i = 0; i < der.length; i++) {
      byte bit = (byte) (1 << (i * 3 + i / 8) % 8);
      der[i] ^= bit;
      assertThat(isAccepted(der)).as("byte %s, bit %s", i, bit).isFalse();
      der[i] ^= bit;
    }
  }

  @Test
  void signerOfAnotherLengthIsNotAccepted() {
    byte[] der = signer.der().toArray();

    for (int length = 0; length < der.length; length++) {
      assertThat(isAccepted(Arrays.copyOf(der, length))).isFalse();
    }
    assertThat(isAccepted(Arrays.copyOf(der, der.length + 1))).isFalse();
  }

  @Test
  void damagedSignerIsNotAccepted() {
    byte[] der = signer.der().toArray();

    for (int seed = 0; seed < 1500; seed++) {
      byte[] damaged = new Damage(seed).of(der);
      if (!Arrays.equals(damaged, der)) {
        assertThat(isAccepted(damaged)).as("seed %s", seed).isFalse();
      }
    }
  }

  /** But for the signature of the authority, which is newer than the timestamp. */
  @Test
  void damagedSignerWasNotSeen() {
    byte[] der = signer.der().toArray();
    assertThat(isLogged(der)).isTrue();

    for (int i = 0; i < der.length - SIGNATURE_BYTES; i += 2) {
      byte bit = (byte) (1 << i / 2 % 8);
      der[i] ^= bit;
      assertThat(isLogged(der)).as("byte %s, bit %s", i, bit).isFalse();
      der[i] ^= bit;
    }
  }

  /** What comes beside the signer is read by the same rules. */
  @Test
  void damagedAuthorityLeadsNowhere() {
    byte[] der = issuing.der().toArray();

    for (int seed = 0; seed < 500; seed++) {
      Bytes damaged = Bytes.of(new Damage(seed).of(der));
      if (!damaged.equals(issuing.der())) {
        assertThat(leadsToTheRoot(damaged)).as("seed %s", seed).isFalse();
      }
    }
  }

  /** Levels without an end would take a parser's stack. */
  @Test
  void deeplyNestedDerIsRefused() {
    byte[] nested = new byte[30_000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }

    assertThat(isAccepted(nested)).isFalse();
    TestCertificate within =
        TestCertificate.signer("https://signer.example")
            .withBytes(Extension.subjectAlternativeName, true, nested)
            .issuedBy(issuing);
    assertThat(isAccepted(within.der().toArray())).isFalse();
  }

  @Test
  void damagedTimestampsAreListsOrRefused() throws Exception {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.writeBytes(new byte[] {0, 56, 0, 54, 0});
    list.writeBytes(new byte[32 + 8]);
    list.writeBytes(new byte[] {0, 1, 7, 4, 3, 0, 6, 1, 2, 3, 4, 5, 6});
    byte[] whole = list.toByteArray();
    assertThat(SignedCertificateTimestamp.parseList(whole)).hasSize(1);
    int read = 0;

    for (int seed = 0; seed < 10_000; seed++) {
      try {
        SignedCertificateTimestamp.parseList(new Damage(seed).of(whole));
        read++;
      } catch (SignatureRejectedException e) {
        assertThat(e).hasMessageContaining("timestamps of certificate logs");
      }
    }
    assertThat(read).isPositive();
  }

  private boolean isAccepted(byte[] der) {
    try {
      SigningCertificate certificate = SigningCertificate.parse(Bytes.of(der));
      certificate.identity();
      verifier.verifyPath(certificate, List.of(), List.of(TestCertificate.WITHIN));
      return true;
    } catch (SignatureRejectedException e) {
      return false;
    }
  }

  private boolean isLogged(byte[] der) {
    try {
      verifier.verifyLogged(
          SigningCertificate.parse(Bytes.of(der)), new IssuedBy("test authority", issuing.spki()));
      return true;
    } catch (SignatureRejectedException e) {
      return false;
    }
  }

  private boolean leadsToTheRoot(Bytes intermediate) {
    try {
      underTheRoot.verifyPath(
          SigningCertificate.parse(signer.der()),
          List.of(intermediate),
          List.of(TestCertificate.WITHIN));
      return true;
    } catch (SignatureRejectedException e) {
      return false;
    }
  }
}
