package io.mcv.oci.cosign.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.testing.TestTimestampAuthority;
import io.mcv.oci.cosign.testing.TestTimestampAuthority.Purpose;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TimestampVerifierTest {
  private static final Instant TIME = Instant.parse("2024-06-01T12:00:00Z");
  private static final Bytes SIGNATURE = Bytes.of(new byte[] {1, 2, 3});

  private final TestTimestampAuthority authority = create(Purpose.TIMESTAMPS);

  @ParameterizedTest
  @EnumSource
  void tellsWhenASignatureWasThere(HashAlgorithm algorithm) throws Exception {
    for (boolean certificate : List.of(true, false)) {
      Bytes response = authority.stamp(SIGNATURE, TIME, algorithm, certificate);

      TrustedTimestamp timestamp = trusting(authority.trusted()).verify(response, SIGNATURE);

      assertThat(timestamp).isEqualTo(new TrustedTimestamp(TIME, "test authority"));
    }
  }

  @Test
  void isAboutThisSignature() throws Exception {
    Bytes response = authority.stamp(Bytes.of(new byte[] {1, 2}), TIME);

    assertThat(reason(response, authority.trusted())).isEqualTo(Reason.TIMESTAMP_INVALID);
  }

  @Test
  void isByAHashThatIsSafe() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(SIGNATURE.toArray());
    Bytes response = authority.stamp(OIWObjectIdentifiers.idSHA1, hash, TIME, true);

    assertThat(reason(response, authority.trusted())).isEqualTo(Reason.TIMESTAMP_INVALID);
  }

  @Test
  void isByATrustedAuthority() throws Exception {
    CertificateAuthority other = TestTimestampAuthority.create().trusted();

    for (boolean certificate : List.of(true, false)) {
      Bytes response = authority.stamp(SIGNATURE, TIME, HashAlgorithm.SHA256, certificate);
      SignatureRejectedException refusal = refusal(response, other);

      // The test authorities have the same name and number: without a certificate in it, only the
      // signature tells them apart.
      assertThat(refusal.reason())
          .isEqualTo(certificate ? Reason.TIMESTAMP_UNTRUSTED : Reason.TIMESTAMP_INVALID);
      trusting(other, authority.trusted()).verify(response, SIGNATURE);
    }
    assertThat(
            catchThrowableOfType(
                    SignatureRejectedException.class,
                    () -> trusting().verify(authority.stamp(SIGNATURE, TIME), SIGNATURE))
                .reason())
        .isEqualTo(Reason.TIMESTAMP_UNTRUSTED);
  }

  @Test
  void anAuthorityIsTrustedInItsTimeWithBothEnds() throws Exception {
    Bytes response = authority.stamp(SIGNATURE, TIME);

    trusting(authority.trusted(new ValidityPeriod(TIME, TIME))).verify(response, SIGNATURE);

    assertThat(reason(response, authority.trusted(new ValidityPeriod(TIME.plusSeconds(1), null))))
        .isEqualTo(Reason.TIMESTAMP_UNTRUSTED);
    assertThat(reason(response, authority.trusted(new ValidityPeriod(null, TIME.minusSeconds(1)))))
        .isEqualTo(Reason.TIMESTAMP_UNTRUSTED);
  }

  @Test
  void anAuthorityMayBeTrustedForTwoTimes() throws Exception {
    Bytes response = authority.stamp(SIGNATURE, TIME);

    trusting(
            authority.trusted(new ValidityPeriod(TIME, TIME)),
            authority.trusted(new ValidityPeriod(TIME.plusSeconds(1), null)))
        .verify(response, SIGNATURE);
  }

  @Test
  void certificatesMustHaveBeenValidThen() throws Exception {
    CertificateAuthority always = authority.trusted(ValidityPeriod.ALWAYS);
    Instant first = TestTimestampAuthority.START;
    Instant last = TestTimestampAuthority.END;

    trusting(always).verify(authority.stamp(SIGNATURE, first), SIGNATURE);
    trusting(always).verify(authority.stamp(SIGNATURE, last), SIGNATURE);
    for (Instant outside : List.of(first.minusSeconds(1), last.plusSeconds(1))) {
      assertThat(reason(authority.stamp(SIGNATURE, outside), always))
          .isEqualTo(Reason.TIMESTAMP_UNTRUSTED);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TIMESTAMPS"})
  void theCertificateIsForTimestampsAlone(Purpose purpose) throws Exception {
    TestTimestampAuthority other = create(purpose);
    Reason expected =
        purpose == Purpose.ISSUES_CERTIFICATES
            ? Reason.TIMESTAMP_UNTRUSTED
            : Reason.TIMESTAMP_INVALID;

    assertThat(reason(other.stamp(SIGNATURE, TIME), other.trusted())).isEqualTo(expected);
  }

  @Test
  void namesItsCertificateByHash() throws Exception {
    Bytes response = authority.stampFor(TestTimestampAuthority.create(), SIGNATURE, TIME);

    assertThat(reason(response, authority.trusted())).isEqualTo(Reason.TIMESTAMP_INVALID);
  }

  @Test
  void anExtensionThatIsNotKnownMustNotBeCritical() throws Exception {
    trusting(authority.trusted())
        .verify(authority.stampWithExtension(SIGNATURE, TIME, false), SIGNATURE);

    assertThat(reason(authority.stampWithExtension(SIGNATURE, TIME, true), authority.trusted()))
        .isEqualTo(Reason.TIMESTAMP_INVALID);
  }

  @Test
  void theCertificateIsUnderTheAnchor() throws Exception {
    Bytes response = authority.stamp(SIGNATURE, TIME);

    assertThat(reason(response, authority.trustedUnder(TestTimestampAuthority.create())))
        .isEqualTo(Reason.TIMESTAMP_UNTRUSTED);

    TestTimestampAuthority without = TestTimestampAuthority.withoutAuthority();
    assertThat(reason(without.stamp(SIGNATURE, TIME), without.trusted()))
        .isEqualTo(Reason.TIMESTAMP_UNTRUSTED);
  }

  @Test
  void onlyWhatWasGrantedCounts() throws Exception {
    TimeStampResp granted = TimeStampResp.getInstance(authority.stamp(SIGNATURE, TIME).toArray());
    for (PKIStatus status : List.of(PKIStatus.grantedWithMods, PKIStatus.rejection)) {
      Bytes response =
          Bytes.of(
              new TimeStampResp(new PKIStatusInfo(status), granted.getTimeStampToken())
                  .getEncoded());
      assertThat(reason(response, authority.trusted())).isEqualTo(Reason.TIMESTAMP_INVALID);
    }
    Bytes withoutToken =
        Bytes.of(
            new DERSequence(new PKIStatusInfo(PKIStatus.granted).toASN1Primitive()).getEncoded());
    assertThat(reason(withoutToken, authority.trusted())).isEqualTo(Reason.TIMESTAMP_INVALID);
  }

  @Test
  void isBounded() throws Exception {
    assertThat(reason(Bytes.of(new byte[64 * 1024 + 1]), authority.trusted()))
        .isEqualTo(Reason.LIMIT_EXCEEDED);
  }

  private static TestTimestampAuthority create(Purpose purpose) {
    try {
      return TestTimestampAuthority.create(purpose);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static TimestampVerifier trusting(CertificateAuthority... authorities) {
    return new TimestampVerifier(List.of(authorities));
  }

  private static Reason reason(Bytes response, CertificateAuthority authority) {
    return refusal(response, authority).reason();
  }

  private static SignatureRejectedException refusal(
      Bytes response, CertificateAuthority authority) {
    SignatureRejectedException refusal =
        catchThrowableOfType(
            SignatureRejectedException.class,
            () -> trusting(authority).verify(response, SIGNATURE));
    assertThat(refusal).as("nothing was refused").isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("\n");
    return refusal;
  }
}
