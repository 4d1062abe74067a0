package io.mcv.oci.cosign.certificate;

import static io.mcv.oci.cosign.certificate.Verifying.assertRefused;
import static io.mcv.oci.cosign.certificate.Verifying.path;
import static io.mcv.oci.cosign.certificate.Verifying.trusting;
import static io.mcv.oci.cosign.testing.TestCertificate.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.testing.TestCertificateBuilder;
import io.mcv.oci.cosign.verdict.Reason;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How certificates may be signed. */
class CertificateAlgorithmsTest {
  private static final String UNTRUSTED = "leads to none of the 1 authorities";

  /** An RSA key takes its time. */
  private static final Map<String, KeyPair> KEYS = new HashMap<>();

  private static TestCertificateBuilder signer() {
    return TestCertificate.signer("https://signer.example");
  }

  @ParameterizedTest
  @CsvSource({
    "EC, secp256r1, SHA256withECDSA",
    "EC, secp384r1, SHA384withECDSA",
    "EC, secp521r1, SHA512withECDSA",
    "RSA, '', SHA256withRSA",
    "RSA, '', SHA384withRSA",
    "RSA, '', SHA512withRSA",
    "Ed25519, '', Ed25519"
  })
  void authoritiesSignByAClosedListOfAlgorithms(String key, String curve, String algorithm)
      throws Exception {
    KeyPair keys = keys(key, curve);
    TestCertificate authority =
        TestCertificate.authority("root").keys(keys).algorithm(algorithm).selfSigned();

    assertThat(
            path(trusting(trusted(authority)), signer().algorithm(algorithm).issuedBy(authority)))
        .isNotNull();
  }

  private static KeyPair keys(String algorithm, String curve) {
    return KEYS.computeIfAbsent(algorithm + curve, name -> TestCertificate.keys(algorithm, curve));
  }

  /** Whatever the machine says in {@code jdk.certpath.disabledAlgorithms}. */
  @ParameterizedTest
  @CsvSource({"EC, secp256r1, SHA1withECDSA", "RSA, '', SHA1withRSA", "RSA, '', MD5withRSA"})
  void weakAlgorithmsAreNoneOfThem(String key, String curve, String algorithm) {
    KeyPair keys = keys(key, curve);
    TestCertificate authority =
        TestCertificate.authority("root")
            .keys(keys)
            .algorithm(key.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
            .selfSigned();

    assertRefused(
        Reason.CERTIFICATE_UNTRUSTED,
        UNTRUSTED,
        () ->
            path(trusting(trusted(authority)), signer().algorithm(algorithm).issuedBy(authority)));
  }
}
