package io.mcv.oci.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.certificate.TextMatcher;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Outcome;
import io.mcv.oci.cosign.verdict.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy of keys demands, and what a verdict says of it. */
class KeyPolicyTest {
  private static final VerificationKey KEY = SignedByKey.KEY.publicKey();
  private static final VerificationKey OTHER = SigningKey.generate(KeyType.ECDSA_P256).publicKey();
  private static final byte[] BUNDLE = SignedByKey.bundle(SignedByKey.statement(""));

  @Test
  void aLogIsRequiredUnlessItIsSwitchedOff() {
    VerificationPolicy policy = VerificationPolicy.of(keys(KEY), TrustedRoot.NONE);

    assertThat(verify(policy).reason()).isEqualTo(Reason.LOG_ENTRY_MISSING);
    assertThat(verify(policy.withoutLog()).verified()).isTrue();
  }

  @Test
  void aTimestampIsRequiredWhereItIsAskedFor() {
    VerificationPolicy policy = SignedByKey.policy().withTimestamp();

    assertThat(verify(policy).reason()).isEqualTo(Reason.TIMESTAMP_MISSING);
  }

  @Test
  void aVerdictSaysWhoSignedAndWhatWasSkipped() {
    SignatureVerdict verdict = verify(SignedByKey.policy());

    assertThat(verdict.signer()).isEqualTo(KEY.toString());
    assertThat(verdict.checks())
        .extracting(CheckResult::check)
        .containsExactly(
            Check.FORM, Check.TIMESTAMP, Check.LOG_ENTRY, Check.SIGNATURE, Check.SUBJECT);
    assertThat(verdict.checks())
        .filteredOn(each -> each.outcome() == Outcome.SKIPPED)
        .extracting(CheckResult::evidence)
        .containsExactly(
            "it comes without a timestamp", "transparency logs are not looked at, as asked for");
  }

  @Test
  void oneOfSeveralKeysIsEnough() {
    assertThat(verify(policy(keys(OTHER, KEY))).signer()).isEqualTo(KEY.toString());
    assertThat(verify(policy(keys(OTHER, OTHER))).reason()).isEqualTo(Reason.SIGNATURE_INVALID);
    assertThat(verify(policy(keys())).reason()).isEqualTo(Reason.VERIFIER_MISSING);
  }

  @Test
  void anotherKeyDoesNotLetTheSignedBytesBeLookedAt() {
    SignatureVerdict verdict = verify(policy(keys(OTHER)));

    assertThat(verdict.verified()).isFalse();
    assertThat(verdict.signer()).isNull();
    assertThat(verdict.checks())
        .filteredOn(each -> each.check() == Check.SUBJECT)
        .extracting(CheckResult::outcome)
        .containsExactly(Outcome.SKIPPED);
  }

  @Test
  void aKeyWithATimeOfUseNeedsATimeThatIsTrusted() {
    VerificationKey key = KEY.withValidity(new ValidityPeriod(Instant.EPOCH, null));

    assertThat(verify(policy(keys(key))).reason()).isEqualTo(Reason.TRUSTED_TIME_MISSING);
  }

  @Test
  void aSignatureByAKeyIsNoneByAnIdentity() {
    IdentityMatcher anybody = new IdentityMatcher(TextMatcher.ANY, TextMatcher.ANY);
    VerificationPolicy policy = policy(new Signer.Identities(List.of(anybody)));

    assertThat(verify(policy).reason()).isEqualTo(Reason.VERIFIER_KIND);
  }

  @Test
  void aStatementAboutAFileIsOfTheTypeThatIsAskedFor() {
    BlobVerifier verifier = new BlobVerifier(SignedByKey.policy());

    assertThat(
            verifier
                .verify(BUNDLE, "bundle", SignedByKey.file(), "https://example.com/claim")
                .verified())
        .isTrue();
    assertThat(
            verifier
                .verify(BUNDLE, "bundle", SignedByKey.file(), "https://example.com/other")
                .reason())
        .isEqualTo(Reason.PREDICATE_TYPE);
  }

  private static SignatureVerdict verify(VerificationPolicy policy) {
    return new BlobVerifier(policy).verify(BUNDLE, "bundle", SignedByKey.file(), null);
  }

  private static VerificationPolicy policy(Signer signer) {
    return VerificationPolicy.of(signer, TrustedRoot.NONE).withoutLog();
  }

  private static Signer keys(VerificationKey... keys) {
    return new Signer.Keys(List.of(keys));
  }
}
