package io.mcv.oci.cosign;

import static io.mcv.oci.cosign.testing.TestCertificate.END;
import static io.mcv.oci.cosign.testing.TestCertificate.START;
import static io.mcv.oci.cosign.testing.TestCertificate.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.bundle.VerificationMaterial;
import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.certificate.TextMatcher;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.testing.TestCertificate;
import io.mcv.oci.cosign.testing.TestCertificateLog;
import io.mcv.oci.cosign.testing.TestEntries;
import io.mcv.oci.cosign.testing.TestLog;
import io.mcv.oci.cosign.testing.TestTimestampAuthority;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Outcome;
import io.mcv.oci.cosign.verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a policy of identities demands, with authorities and logs of the test's own. */
class IdentityPolicyTest {
  private static final byte[] CONTENT = "signed".getBytes(StandardCharsets.UTF_8);
  private static final String NAME = "https://signer.example";
  private static final String ISSUER = "https://issuer.example";
  private static final TestLog LOG = TestLog.rekor1("log.example");
  private static final TestLog FOREIGN_LOG = TestLog.rekor1("foreign.example");
  private static final TestCertificateLog CERTIFICATE_LOG = TestCertificateLog.ecdsa();
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate ISSUING =
      TestCertificate.authority("issuing").issuedBy(ROOT);
  private static final TestCertificate SIGNER = issuedBy(ISSUING);
  private static final Map<TestCertificate, Bytes> SIGNATURES = new HashMap<>();
  private static @Nullable TestTimestampAuthority stamps;

  @BeforeAll
  static void startToStamp() throws Exception {
    stamps = TestTimestampAuthority.create();
  }

  @Test
  void whatEveryoneHasSeenIsAccepted() throws Exception {
    Findings findings = judge(policy(), presented(SIGNER, logged(SIGNER, WITHIN)));

    assertThat(failures(findings)).isEmpty();
    assertThat(evidence(findings, Check.CERTIFICATE)).contains("valid at " + WITHIN);
    assertThat(evidence(findings, Check.IDENTITY)).contains(NAME + " of issuer " + ISSUER);
  }

  /** CVE-2026-24122. */
  @Test
  void theAuthorityMustHaveBeenValidWhenItWasSignedToo() throws Exception {
    TestCertificate expired =
        TestCertificate.authority("expired").valid(START, WITHIN.minusSeconds(1)).issuedBy(ROOT);
    TestCertificate signer = issuedBy(expired);
    VerificationPolicy policy = policy(TestCertificate.trusted(expired, ROOT));

    assertThat(failures(judge(policy, presented(signer, logged(signer, WITHIN)))))
        .containsExactly(Reason.CERTIFICATE_EXPIRED);
    Instant before = WITHIN.minusSeconds(1);
    assertThat(failures(judge(policy, presented(signer, logged(signer, before))))).isEmpty();
  }

  @Test
  void everyTrustedTimeCounts() throws Exception {
    LogEntry late = logged(SIGNER, END.plusSeconds(1));
    LogEntry early = LOG.entry("hashedrekord", "0.0.1", body(SIGNER), WITHIN);

    assertThat(failures(judge(policy(), presented(SIGNER, early, late))))
        .containsExactly(Reason.CERTIFICATE_EXPIRED);
  }

  @Test
  void aTimeThatNobodySignedIsNone() throws Exception {
    LogEntry entry = logged(SIGNER, WITHIN);
    LogEntry proofAlone =
        new LogEntry(
            entry.logIndex(),
            entry.logId(),
            entry.kind(),
            entry.version(),
            entry.integratedTime(),
            null,
            entry.proof(),
            entry.body());

    assertThat(failures(judge(policy(), presented(SIGNER, proofAlone))))
        .containsExactly(Reason.TRUSTED_TIME_MISSING);
  }

  @Test
  void theTimeOfACertificateIsNowOnlyWhereNeitherLogNorTimestampIsAskedFor() throws Exception {
    VerificationPolicy policy = policy().withoutLog();

    Findings now = judge(policy, presented(SIGNER), WITHIN);
    assertThat(failures(now)).isEmpty();
    assertThat(evidence(now, Check.CERTIFICATE)).contains("now, since no trusted time");
    assertThat(failures(judge(policy, presented(SIGNER), END.plusSeconds(1))))
        .containsExactly(Reason.CERTIFICATE_EXPIRED);
    assertThat(failures(judge(policy.withTimestamp(), presented(SIGNER), WITHIN)))
        .containsExactly(Reason.TIMESTAMP_MISSING);
  }

  @Test
  void aTimestampTellsTheTimeWithoutALog() throws Exception {
    VerificationPolicy policy = policy().withoutLog().withTimestamp();

    assertThat(failures(judge(policy, stamped(SIGNER, WITHIN)))).isEmpty();
    assertThat(failures(judge(policy, stamped(SIGNER, START.minusSeconds(1)))))
        .containsExactly(Reason.TIMESTAMP_UNTRUSTED);
  }

  @Test
  void anEntryOfAForeignLogIsPassedOverBesideAGoodOne() throws Exception {
    LogEntry foreign = FOREIGN_LOG.entry("hashedrekord", "0.0.1", body(SIGNER), WITHIN);

    Findings both = judge(policy(), presented(SIGNER, foreign, logged(SIGNER, WITHIN)));
    assertThat(failures(both)).isEmpty();
    assertThat(both.inOrder())
        .filteredOn(each -> each.outcome() == Outcome.SKIPPED)
        .extracting(CheckResult::check)
        .contains(Check.LOG_ENTRY);
    assertThat(failures(judge(policy(), presented(SIGNER, foreign))))
        .containsExactly(Reason.LOG_UNTRUSTED);
  }

  @Test
  void anEntryAboutAnotherSignatureIsNotPassedOver() throws Exception {
    LogEntry other =
        LOG.entry(
            "hashedrekord",
            "0.0.1",
            TestEntries.hashedRekord(CONTENT, Bytes.of(new byte[] {1}), pem(SIGNER)),
            WITHIN);

    assertThat(failures(judge(policy(), presented(SIGNER, logged(SIGNER, WITHIN), other))))
        .containsExactly(Reason.LOG_ENTRY_MISMATCH);
  }

  @Test
  void aCertificateThatNoLogHasSeenIsAcceptedWhereThatIsAskedFor() throws Exception {
    TestCertificate unseen = TestCertificate.signer(NAME).issuedBy(ISSUING);
    PresentedSignature presented = presented(unseen, logged(unseen, WITHIN));

    assertThat(failures(judge(policy(), presented)))
        .containsExactly(Reason.CERTIFICATE_LOG_MISSING);
    assertThat(failures(judge(policy().withoutCertificateLog(), presented))).isEmpty();
  }

  @Test
  void oneOfSeveralIdentitiesIsEnoughAndTheClosestIsTold() throws Exception {
    PresentedSignature presented = presented(SIGNER, logged(SIGNER, WITHIN));
    IdentityMatcher other = matcher("https://other.example", ISSUER);

    assertThat(failures(judge(policy(identities(other, matcher(NAME, ISSUER))), presented)))
        .isEmpty();
    assertThat(failures(judge(policy(identities(other)), presented)))
        .containsExactly(Reason.IDENTITY_MISMATCH);
    assertThat(failures(judge(policy(identities(matcher(NAME, "x"), other)), presented)))
        .containsExactly(Reason.ISSUER_MISMATCH);
    assertThat(failures(judge(policy(identities()), presented)))
        .containsExactly(Reason.IDENTITY_MISMATCH);
  }

  private static TestCertificate issuedBy(TestCertificate authority) {
    return TestCertificate.signer(NAME).seenBy(CERTIFICATE_LOG, START).issuedBy(authority);
  }

  private static VerificationPolicy policy() throws Exception {
    return policy(identities(matcher(NAME, ISSUER)));
  }

  private static VerificationPolicy policy(Signer signer) throws Exception {
    return VerificationPolicy.of(signer, root(TestCertificate.trusted(ISSUING, ROOT)));
  }

  private static VerificationPolicy policy(CertificateAuthority authority) throws Exception {
    return VerificationPolicy.of(identities(matcher(NAME, ISSUER)), root(authority));
  }

  private static TrustedRoot root(CertificateAuthority authority) throws Exception {
    return new TrustedRoot(
        List.of(LOG.trusted()),
        List.of(CERTIFICATE_LOG.trusted()),
        List.of(authority),
        List.of(stamps().trusted()));
  }

  private static TestTimestampAuthority stamps() {
    return Objects.requireNonNull(stamps);
  }

  private static Signer identities(IdentityMatcher... matchers) {
    return new Signer.Identities(List.of(matchers));
  }

  private static IdentityMatcher matcher(String name, String issuer) {
    return new IdentityMatcher(new TextMatcher.Exactly(name), new TextMatcher.Exactly(issuer));
  }

  /** The entry of a signature by this certificate, in the log that is trusted. */
  private static LogEntry logged(TestCertificate signer, Instant time) throws Exception {
    return LOG.entry("hashedrekord", "0.0.1", body(signer), time);
  }

  private static Bytes body(TestCertificate signer) throws Exception {
    return TestEntries.hashedRekord(CONTENT, signature(signer), pem(signer));
  }

  private static Pem pem(TestCertificate signer) {
    return new Pem("CERTIFICATE", signer.der());
  }

  private static PresentedSignature presented(TestCertificate signer, LogEntry... entries)
      throws Exception {
    return presented(signer, List.of(entries), List.of());
  }

  private static PresentedSignature stamped(TestCertificate signer, Instant time) throws Exception {
    return presented(signer, List.of(), List.of(stamps().stamp(signature(signer), time)));
  }

  private static PresentedSignature presented(
      TestCertificate signer, List<LogEntry> entries, List<Bytes> timestamps) throws Exception {
    return new PresentedSignature(
        SignatureForm.BUNDLE,
        new SignedThing.Message(SignedContent.of(CONTENT), signature(signer)),
        new VerificationMaterial.Certificates(List.of(signer.der())),
        entries,
        timestamps);
  }

  /** The same each time, as entries and timestamps are about it. */
  private static Bytes signature(TestCertificate signer) throws GeneralSecurityException {
    Bytes known = SIGNATURES.get(signer);
    if (known != null) {
      return known;
    }
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer.keys().getPrivate());
    signature.update(CONTENT);
    Bytes made = Bytes.of(signature.sign());
    SIGNATURES.put(signer, made);
    return made;
  }

  private static Findings judge(VerificationPolicy policy, PresentedSignature presented) {
    return judge(policy, presented, WITHIN);
  }

  private static Findings judge(
      VerificationPolicy policy, PresentedSignature presented, Instant now) {
    Findings findings = new Findings();
    new SignatureJudge(policy, Clock.fixed(now, ZoneOffset.UTC)).judge(presented, findings);
    return findings;
  }

  private static List<@Nullable Reason> failures(Findings findings) {
    return findings.inOrder().stream()
        .filter(each -> each.outcome() == Outcome.FAILED)
        .<@Nullable Reason>map(CheckResult::reason)
        .toList();
  }

  private static String evidence(Findings findings, Check check) {
    return findings.inOrder().stream()
        .filter(each -> each.check() == check)
        .map(CheckResult::evidence)
        .findFirst()
        .orElse("");
  }
}
