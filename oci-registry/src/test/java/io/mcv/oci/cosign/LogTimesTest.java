package io.mcv.oci.cosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.testing.TestLog;
import io.mcv.oci.cosign.trust.TransparencyLog;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Outcome;
import io.mcv.oci.cosign.verdict.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logs prove what was signed while they were trusted, and nothing else. */
class LogTimesTest {
  private static final Instant TIME = Instant.parse("2024-06-01T12:00:00Z");
  private static final Bytes BODY = Bytes.of("{}".getBytes(StandardCharsets.UTF_8));

  private final TestLog promising = TestLog.rekor1("log.example");
  private final TestLog proving = TestLog.rekor2("tiles.example", KeyType.ED25519);
  private final LogEntry promised = promising.entry("hashedrekord", "0.0.1", BODY, TIME);
  private final LogEntry proved = proving.entry("hashedrekord", "0.0.2", BODY, TIME);

  @Test
  void aTimestampTellsWhetherTheLogWasTrusted() throws Exception {
    Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
    Instant farAway = Instant.parse("2100-01-01T00:00:00Z");

    assertThat(verified(longAgo, null)).isNull();
    assertThat(verified(longAgo, longAgo)).isEqualTo(Reason.LOG_UNTRUSTED);
    assertThat(verified(farAway, null)).isEqualTo(Reason.LOG_UNTRUSTED);
  }

  /** An entry of Rekor 2 with a timestamp. */
  private static @Nullable Reason verified(Instant start, @Nullable Instant end)
      throws IOException {
    SignatureVector vector = SignatureVector.named("conformance/rekor2-happy-path");
    TrustedRoot root = vector.root();
    List<TransparencyLog> logs =
        root.logs().stream()
            .map(
                each ->
                    new TransparencyLog(
                        each.origin(), each.key(), each.scheme(), new ValidityPeriod(start, end)))
            .toList();
    TrustedRoot changed =
        new TrustedRoot(
            logs,
            root.certificateLogs(),
            root.certificateAuthorities(),
            root.timestampAuthorities());
    return vector.verify(VerificationPolicy.of(vector.signer(), changed)).get(0).reason();
  }

  @Test
  void aPromiseTellsItForTheProofsOfAllEntries() {
    TransparencyLog ended =
        proving.trusted(new ValidityPeriod(TestLog.START, TIME.minusSeconds(1)));

    assertThat(proof(ended, promised, proved))
        .extracting(CheckResult::outcome)
        .containsExactly(Outcome.PASSED, Outcome.FAILED);
    assertThat(proof(ended, proved, promised))
        .extracting(CheckResult::reason)
        .containsExactly(Reason.LOG_UNTRUSTED, null);
    assertThat(proof(proving.trusted(), proved, promised))
        .extracting(CheckResult::outcome)
        .containsOnly(Outcome.PASSED);
  }

  @Test
  void withoutATimeTheEvidenceSaysSo() {
    TransparencyLog ended = proving.trusted(new ValidityPeriod(TestLog.START, TestLog.START));

    assertThat(proof(ended, proved))
        .extracting(CheckResult::evidence)
        .containsExactly(
            "the log tiles.example, entry 3; when is not known, nor whether the log was trusted"
                + " then");
  }

  private List<CheckResult> proof(TransparencyLog tiles, LogEntry... entries) {
    TrustedRoot root =
        new TrustedRoot(List.of(promising.trusted(), tiles), List.of(), List.of(), List.of());
    Findings findings = new Findings();
    new LogChecks(VerificationPolicy.of(new Signer.Keys(List.of()), root))
        .check(List.of(entries), null, List.of(), findings);
    return findings.inOrder().stream().filter(each -> each.check() == Check.LOG_PROOF).toList();
  }
}
