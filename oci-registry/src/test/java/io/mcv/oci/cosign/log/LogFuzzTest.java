package io.mcv.oci.cosign.log;

import static io.mcv.oci.cosign.log.Refusals.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.DsseEnvelope.EnvelopeSignature;
import io.mcv.oci.cosign.bundle.InclusionProof;
import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.testing.Damage;
import io.mcv.oci.cosign.testing.TestEntries;
import io.mcv.oci.cosign.testing.TestLog;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged notes and entries are refused with a typed error of one line, or read; never believed.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogFuzzTest {
  private static final int MUTANTS = 2000;
  private static final Instant TIME = Instant.parse("2024-06-01T12:00:00Z");
  private static final Bytes BODY = Bytes.of("{}".getBytes(StandardCharsets.UTF_8));

  @Test
  void aDamagedCheckpointIsNotBelieved() {
    TestLog log = TestLog.rekor2("tiles.example", KeyType.ED25519);
    LogEntry entry = log.entry("hashedrekord", "0.0.2", BODY, TIME);
    LogVerifier verifier = new LogVerifier(List.of(log.trusted()));
    InclusionProof proof = Objects.requireNonNull(entry.proof());
    byte[] note = proof.checkpoint().getBytes(StandardCharsets.UTF_8);
    Damage damage = new Damage(1);

    for (int i = 0; i < MUTANTS; i++) {
      String damaged = new String(damage.of(note), StandardCharsets.UTF_8);
      if (!damaged.equals(proof.checkpoint()) && !repeatsItsSignature(damaged, proof)) {
        reasonOf(() -> verifier.verifyProof(with(entry, damaged), List.of(TIME)));
      }
    }
  }

  /**
   * A copy of the one signature line, or of a part that is a line of somebody else, is harmless.
   */
  private static boolean repeatsItsSignature(String damaged, InclusionProof proof) {
    int blank = proof.checkpoint().indexOf("\n\n") + 2;
    return damaged.startsWith(proof.checkpoint().substring(0, blank))
        && damaged.contains(proof.checkpoint().substring(blank));
  }

  @Test
  void aDamagedBodyIsReadOrRefused() {
    SigningKey key = SigningKey.generate(KeyType.ECDSA_P256);
    Pem pem = new Pem("PUBLIC KEY", key.publicKey().spki());
    DsseEnvelope envelope =
        new DsseEnvelope("application/json", BODY, List.of(new EnvelopeSignature("", BODY)));
    Bytes blob = Bytes.of(envelope.json());
    Damage damage = new Damage(2);
    int read = 0;

    for (Bytes body :
        List.of(
            TestEntries.hashedRekord(BODY.toArray(), BODY, pem),
            TestEntries.hashedRekordVersion2(BODY.toArray(), BODY, pem),
            TestEntries.dsse(envelope, blob, pem),
            TestEntries.inToto(envelope, blob, pem))) {
      for (int i = 0; i < MUTANTS / 2; i++) {
        LogEntry entry =
            new LogEntry(
                0, BODY, null, null, null, null, null, Bytes.of(damage.of(body.toArray())));
        try {
          assertThat(EntryBody.parse(entry)).isNotNull();
          read++;
        } catch (SignatureRejectedException e) {
          assertThat(e.getMessage()).doesNotContain("\n");
        }
      }
    }
    assertThat(read).isPositive();
  }

  private static LogEntry with(LogEntry entry, String checkpoint) {
    InclusionProof proof = Objects.requireNonNull(entry.proof());
    return new LogEntry(
        entry.logIndex(),
        entry.logId(),
        entry.kind(),
        entry.version(),
        null,
        null,
        new InclusionProof(
            proof.logIndex(), proof.rootHash(), proof.treeSize(), proof.hashes(), checkpoint),
        entry.body());
  }
}
