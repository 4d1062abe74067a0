package io.mcv.oci.cosign.log;

import static io.mcv.oci.cosign.log.Refusals.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.bundle.InclusionProof;
import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.testing.TestLog;
import io.mcv.oci.cosign.trust.TransparencyLog;
import io.mcv.oci.cosign.verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogVerifierTest {
  private static final Instant TIME = Instant.parse("2024-06-01T12:00:00Z");
  private static final List<Instant> AT = List.of(TIME);
  private static final Bytes BODY = Bytes.of("{\"kind\":\"hashedrekord\"}".getBytes());

  private final TestLog log = TestLog.rekor1("log.example");
  private final LogEntry entry = log.entry("hashedrekord", "0.0.1", BODY, TIME);
  private final LogVerifier verifier = new LogVerifier(List.of(log.trusted()));

  @Test
  void aPromiseTellsTheTime() throws Exception {
    assertThat(verifier.verifyPromise(entry)).isEqualTo(TIME);
    assertThat(verifier.describe(entry)).isEqualTo("the log log.example");
  }

  @Test
  void aPromiseCoversTimeNumberAndBody() {
    Bytes body = Bytes.of("{}".getBytes());
    long seconds = TIME.getEpochSecond();
    for (LogEntry changed :
        List.of(
            promised(entry.logIndex() + 1, seconds, entry.promise(), entry.body()),
            promised(entry.logIndex(), seconds + 1, entry.promise(), entry.body()),
            promised(entry.logIndex(), seconds, Bytes.of(new byte[0]), entry.body()),
            promised(entry.logIndex(), seconds, entry.promise(), body))) {
      assertThat(reasonOf(() -> verifier.verifyPromise(changed)))
          .isEqualTo(Reason.LOG_PROMISE_INVALID);
    }
  }

  @Test
  void aPromiseIsForATime() {
    assertThat(reasonOf(() -> verifier.verifyPromise(promised(7, null, entry.promise(), BODY))))
        .isEqualTo(Reason.LOG_PROMISE_INVALID);
    assertThat(reasonOf(() -> verifier.verifyPromise(promised(7, -1L, entry.promise(), BODY))))
        .isEqualTo(Reason.LOG_PROMISE_INVALID);
    assertThat(
            reasonOf(
                () -> verifier.verifyPromise(promised(7, Long.MAX_VALUE, entry.promise(), BODY))))
        .isEqualTo(Reason.LOG_PROMISE_INVALID);
  }

  @Test
  void aTimeWithoutAPromiseIsNone() {
    LogEntry unsigned = promised(entry.logIndex(), TIME.getEpochSecond(), null, BODY);

    assertThat(reasonOf(() -> verifier.verifyPromise(unsigned)))
        .isEqualTo(Reason.LOG_PROMISE_MISSING);
  }

  @Test
  void rekor2MakesNoPromises() {
    LogEntry called =
        new LogEntry(
            entry.logIndex(),
            entry.logId(),
            "hashedrekord",
            "0.0.2",
            entry.integratedTime(),
            entry.promise(),
            entry.proof(),
            BODY);

    assertThat(reasonOf(() -> verifier.verifyPromise(called)))
        .isEqualTo(Reason.LOG_PROMISE_INVALID);
  }

  @Test
  void aLogIsTrustedInItsTimeWithBothEnds() throws Exception {
    assertThat(trusted(TIME, TIME).verifyPromise(entry)).isEqualTo(TIME);
    assertThat(reasonOf(() -> trusted(TIME.plusSeconds(1), null).verifyPromise(entry)))
        .isEqualTo(Reason.LOG_UNTRUSTED);
    assertThat(reasonOf(() -> trusted(TestLog.START, TIME.minusSeconds(1)).verifyPromise(entry)))
        .isEqualTo(Reason.LOG_UNTRUSTED);
  }

  @Test
  void aLogWithoutAStartIsNotTrusted() {
    assertThat(reasonOf(() -> trusted(null, null).verifyPromise(entry)))
        .isEqualTo(Reason.LOG_UNTRUSTED);
    assertThat(reasonOf(() -> trusted(null, null).verifyProof(entry, AT)))
        .isEqualTo(Reason.LOG_UNTRUSTED);
    assertThat(reasonOf(() -> trusted(null, null).describe(entry))).isEqualTo(Reason.LOG_UNTRUSTED);
  }

  @Test
  void aLogMayBeTrustedForTwoTimes() throws Exception {
    LogVerifier twice =
        new LogVerifier(
            List.of(
                log.trusted(new ValidityPeriod(TestLog.START, TestLog.START)),
                log.trusted(new ValidityPeriod(TIME, TIME))));

    assertThat(twice.verifyPromise(entry)).isEqualTo(TIME);
    twice.verifyProof(entry, AT);
  }

  @Test
  void anotherLogIsNotTrusted() {
    LogVerifier other = new LogVerifier(List.of(TestLog.rekor1("log.example").trusted()));

    assertThat(reasonOf(() -> other.verifyPromise(entry))).isEqualTo(Reason.LOG_UNTRUSTED);
    assertThat(reasonOf(() -> other.verifyProof(entry, AT))).isEqualTo(Reason.LOG_UNTRUSTED);
    assertThat(reasonOf(() -> other.describe(entry))).isEqualTo(Reason.LOG_UNTRUSTED);
  }

  @Test
  void aProofLeadsToACheckpoint() throws Exception {
    verifier.verifyProof(entry, AT);
  }

  @Test
  void aProofIsOfALogThatWasTrustedAtAllTimesOfTheSignature() throws Exception {
    Instant later = TIME.plusSeconds(1);

    trusted(TIME, later).verifyProof(entry, List.of(TIME, later));

    for (LogVerifier other : List.of(trusted(TIME, TIME), trusted(later, null))) {
      assertThat(reasonOf(() -> other.verifyProof(entry, List.of(TIME, later))))
          .isEqualTo(Reason.LOG_UNTRUSTED);
    }
  }

  @Test
  void theTimesOfALogAreNotPutTogether() {
    Instant later = TIME.plusSeconds(1);
    LogVerifier twice =
        new LogVerifier(
            List.of(
                log.trusted(new ValidityPeriod(TIME, TIME)),
                log.trusted(new ValidityPeriod(later, later))));

    assertThat(reasonOf(() -> twice.verifyProof(entry, List.of(TIME, later))))
        .isEqualTo(Reason.LOG_UNTRUSTED);
  }

  @Test
  void aProofWithoutATimeIsOfNone() throws Exception {
    trusted(TestLog.START, TestLog.START).verifyProof(entry, List.of());
  }

  /** As private logs do that were not told how they are called. */
  @Test
  void rekor1MayBeCalledOtherwiseThanItsUrl() throws Exception {
    TransparencyLog trusted = log.trusted();
    TransparencyLog behindUrl =
        new TransparencyLog("rekor.internal", trusted.key(), trusted.scheme(), trusted.validity());

    new LogVerifier(List.of(behindUrl)).verifyProof(entry, AT);
  }

  @Test
  void aProofIsOfThisEntry() {
    LogEntry other = with(entry, entry.proof(), Bytes.of("{}".getBytes()));
    LogEntry without = with(entry, null, BODY);

    assertThat(reasonOf(() -> verifier.verifyProof(other, AT))).isEqualTo(Reason.LOG_PROOF_INVALID);
    assertThat(reasonOf(() -> verifier.verifyProof(without, AT)))
        .isEqualTo(Reason.LOG_PROOF_MISSING);
  }

  @Test
  void aCheckpointIsOfThisTree() {
    InclusionProof proof = proof();
    for (String other :
        List.of(
            log.checkpoint(proof.treeSize() + 1, proof.rootHash()),
            log.checkpoint(proof.treeSize(), log.id()))) {
      assertThat(reasonOf(() -> verifier.verifyProof(withCheckpoint(other), AT)))
          .isEqualTo(Reason.LOG_CHECKPOINT_INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"— another.example ", "— log.exampl ", "— log.example - 4711 "})
  void aCheckpointIsSignedByTheLogThatItNames(String name) {
    String other = proof().checkpoint().replace("— log.example ", name);

    assertThat(reasonOf(() -> verifier.verifyProof(withCheckpoint(other), AT)))
        .isEqualTo(Reason.LOG_CHECKPOINT_INVALID);
  }

  @Test
  void aCheckpointIsSignedAsItIs() {
    String checkpoint = proof().checkpoint();
    for (String other :
        List.of(
            checkpoint.replace("4711", "4712"),
            checkpoint.replace("\n\n", "\nTimestamp: 1689177396617352539\n\n"))) {
      assertThat(reasonOf(() -> verifier.verifyProof(withCheckpoint(other), AT)))
          .isEqualTo(Reason.LOG_CHECKPOINT_INVALID);
    }
  }

  @Test
  void aHintOfAnotherKeyIsNotOfTheLog() {
    String checkpoint = proof().checkpoint();
    int hint = checkpoint.lastIndexOf(' ') + 1;
    char other = checkpoint.charAt(hint) == 'A' ? 'B' : 'A';

    String changed = checkpoint.substring(0, hint) + other + checkpoint.substring(hint + 1);

    assertThat(reasonOf(() -> verifier.verifyProof(withCheckpoint(changed), AT)))
        .isEqualTo(Reason.LOG_CHECKPOINT_INVALID);
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ECDSA_P256"})
  void rekor2SignsByItsOrigin(KeyType type) throws Exception {
    TestLog tiles = TestLog.rekor2("tiles.example/log", type);
    LogEntry proved = tiles.entry("hashedrekord", "0.0.2", BODY, TIME);
    TransparencyLog trusted = tiles.trusted();

    new LogVerifier(List.of(trusted)).verifyProof(proved, AT);

    TransparencyLog renamed =
        new TransparencyLog("tiles.example", trusted.key(), trusted.scheme(), trusted.validity());
    Reason expected =
        type == KeyType.ED25519 ? Reason.LOG_UNTRUSTED : Reason.LOG_CHECKPOINT_INVALID;
    assertThat(reasonOf(() -> new LogVerifier(List.of(renamed)).verifyProof(proved, AT)))
        .isEqualTo(expected);
  }

  @Test
  void oneSignatureOfTheLogIsEnoughAmongOthers() throws Exception {
    TestLog tiles = TestLog.rekor2("tiles.example", KeyType.ED25519);
    LogEntry proved = tiles.entry("hashedrekord", "0.0.2", BODY, TIME);
    InclusionProof proof = Objects.requireNonNull(proved.proof());
    int signatures = proof.checkpoint().indexOf("\n\n") + 2;
    String text = proof.checkpoint().substring(0, signatures);
    String own = proof.checkpoint().substring(signatures);
    String wrong = tiles.signatureLine("another text\n");
    String foreign =
        TestLog.rekor2("tiles.example", KeyType.ECDSA_P256)
            .signatureLine(text.substring(0, text.length() - 1));
    String witness = "— witness.example O8PH5AAAAABopO8+\n";
    LogVerifier trusting = new LogVerifier(List.of(tiles.trusted()));

    trusting.verifyProof(withCheckpoint(proved, text + wrong + foreign + witness + own), AT);

    LogEntry without = withCheckpoint(proved, text + wrong + foreign + witness);
    assertThat(reasonOf(() -> trusting.verifyProof(without, AT)))
        .isEqualTo(Reason.LOG_CHECKPOINT_INVALID);
  }

  @Test
  void aCheckpointOfRekor1IsNoneOfRekor2() {
    LogEntry called =
        new LogEntry(
            entry.logIndex(), entry.logId(), "hashedrekord", "0.0.2", null, null, proof(), BODY);

    assertThat(reasonOf(() -> verifier.verifyProof(called, AT)))
        .isEqualTo(Reason.LOG_CHECKPOINT_INVALID);
  }

  private LogVerifier trusted(@Nullable Instant start, @Nullable Instant end) {
    return new LogVerifier(List.of(log.trusted(new ValidityPeriod(start, end))));
  }

  private InclusionProof proof() {
    return Objects.requireNonNull(entry.proof());
  }

  private LogEntry withCheckpoint(String checkpoint) {
    return withCheckpoint(entry, checkpoint);
  }

  private static LogEntry withCheckpoint(LogEntry from, String checkpoint) {
    InclusionProof proof = Objects.requireNonNull(from.proof());
    return with(
        from,
        new InclusionProof(
            proof.logIndex(), proof.rootHash(), proof.treeSize(), proof.hashes(), checkpoint),
        from.body());
  }

  private static LogEntry with(LogEntry from, @Nullable InclusionProof proof, Bytes body) {
    return new LogEntry(
        from.logIndex(),
        from.logId(),
        from.kind(),
        from.version(),
        from.integratedTime(),
        from.promise(),
        proof,
        body);
  }

  private LogEntry promised(
      long index, @Nullable Long seconds, @Nullable Bytes promise, Bytes body) {
    return new LogEntry(
        index, entry.logId(), entry.kind(), entry.version(), seconds, promise, entry.proof(), body);
  }
}
