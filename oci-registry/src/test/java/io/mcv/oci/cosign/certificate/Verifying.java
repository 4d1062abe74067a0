package io.mcv.oci.cosign.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.trust.TransparencyLog;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asks a {@link CertificateVerifier} as tests do. */
final class Verifying {
  private Verifying() {}

  static CertificateVerifier trusting(CertificateAuthority... authorities) {
    return new CertificateVerifier(
        new TrustedRoot(List.of(), List.of(), List.of(authorities), List.of()));
  }

  static CertificateVerifier withLogs(TransparencyLog... logs) {
    return new CertificateVerifier(new TrustedRoot(List.of(), List.of(logs), List.of(), List.of()));
  }

  /** The path at one time, with certificates that are not trusted beside it. */
  static IssuedBy path(
      CertificateVerifier verifier, TestCertificate signer, TestCertificate... untrusted)
      throws SignatureRejectedException {
    return path(verifier, List.of(TestCertificate.WITHIN), signer, untrusted);
  }

  /** The path at each of some times. */
  static IssuedBy path(
      CertificateVerifier verifier,
      List<Instant> times,
      TestCertificate signer,
      TestCertificate... untrusted)
      throws SignatureRejectedException {
    List<Bytes> beside = new ArrayList<>();
    for (TestCertificate each : untrusted) {
      beside.add(each.der());
    }
    return verifier.verifyPath(SigningCertificate.parse(signer.der()), beside, times);
  }

  static void assertRefused(Reason reason, String words, ThrowingCallable code) {
    SignatureRejectedException refused =
        catchThrowableOfType(SignatureRejectedException.class, code);
    assertThat(refused).hasMessageContaining(words);
    assertThat(refused.reason()).isEqualTo(reason);
  }
}
