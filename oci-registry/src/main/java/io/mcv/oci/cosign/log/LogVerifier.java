package io.mcv.oci.cosign.log;

import io.mcv.oci.cosign.bundle.InclusionProof;
import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.trust.TransparencyLog;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Verifies entries of transparency logs that are trusted.
 *
 * <table>
 *   <caption>What is checked</caption>
 *   <tr><td>promise</td><td>signed by the log, over the JSON {@code
 *       {"body","integratedTime","logID","logIndex"}} in this order and without spaces (RFC 8785);
 *       at a time when the log was trusted</td></tr>
 *   <tr><td>proof</td><td>{@link MerkleTree}: from the entry to the root of the tree; the log was
 *       trusted at every time that is known of the signature</td></tr>
 *   <tr><td>checkpoint</td><td>of that root and size; signed by the log. Rekor 1: {@code NAME - TREE}
 *       signed by NAME. Rekor 2: the origin that the trusted root says, signed by it. One signature
 *       of the log is enough, and those of witnesses are not looked at</td></tr>
 *   <tr><td>content</td><td>{@link EntryBody}: the signature, who made it, and what is signed</td></tr>
 * </table>
 *
 * Only a promise tells a time: nobody signs {@code integratedTime} where there is none. Entries of
 * Rekor 2, known by {@code hashedrekord 0.0.2}, have none. A proof alone is of no time: where
 * neither promise nor timestamp tells one, no clock is asked instead, and when the log was trusted
 * is not checked. Out of scope: whether the log shows the same tree to everybody, which is for its
 * witnesses and monitors.
 */
public final class LogVerifier {
  private static final String KIND_OF_VERSION_2 = "hashedrekord";
  private static final String VERSION_2 = "0.0.2";

  private final List<TrustedLog> logs;

  /** With these logs. */
  public LogVerifier(List<TransparencyLog> logs) {
    this.logs = logs.stream().map(TrustedLog::new).toList();
  }

  /**
   * The log that an entry names, for people.
   *
   * @throws SignatureRejectedException with {@code LOG_UNTRUSTED}
   */
  public String describe(LogEntry entry) throws SignatureRejectedException {
    return named(entry).get(0).words();
  }

  /**
   * Verifies the promise (signed entry timestamp) of an entry that has one.
   *
   * @return when the entry was made: a trusted time
   * @throws SignatureRejectedException with {@code LOG_UNTRUSTED}, {@code LOG_PROMISE_MISSING} or
   *     {@code LOG_PROMISE_INVALID}
   */
  public Instant verifyPromise(LogEntry entry) throws SignatureRejectedException {
    List<TrustedLog> named = named(entry);
    Bytes promise = entry.promise();
    Long seconds = entry.integratedTime();
    if (promise == null) {
      throw new SignatureRejectedException(
          Reason.LOG_PROMISE_MISSING, "the log entry comes without the log's promise");
    }
    if (seconds == null
        || seconds < 0
        || seconds > Instant.MAX.getEpochSecond()
        || isVersion2(entry)) {
      throw new SignatureRejectedException(
          Reason.LOG_PROMISE_INVALID,
          "the promise of "
              + named.get(0).words()
              + " is for no time, or of a log that makes none");
    }
    Instant time = Instant.ofEpochSecond(seconds);
    for (TrustedLog each : named) {
      if (each.log().validity().contains(time)) {
        verify(each, promised(entry, seconds), promise);
        return time;
      }
    }
    throw new SignatureRejectedException(
        Reason.LOG_UNTRUSTED,
        named.get(0).words()
            + " is trusted from "
            + named.get(0).log().validity()
            + ", and the entry is of "
            + time);
  }

  private static void verify(TrustedLog log, byte[] signed, Bytes promise)
      throws SignatureRejectedException {
    try {
      log.log().key().verify(SignedContent.of(signed), promise, List.of(log.log().scheme()));
    } catch (SignatureRejectedException e) {
      throw new SignatureRejectedException(
          Reason.LOG_PROMISE_INVALID, "the promise is not signed by " + log.words(), e);
    }
  }

  private static byte[] promised(LogEntry entry, long seconds) {
    String json =
        "{\"body\":\""
            + entry.body().base64()
            + "\",\"integratedTime\":"
            + seconds
            + ",\"logID\":\""
            + entry.logId().hex()
            + "\",\"logIndex\":"
            + entry.logIndex()
            + "}";
    return json.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Verifies the proof of inclusion of an entry that has one, and its checkpoint.
   *
   * @param times at which the signature is known to have been made, by promises and timestamps: the
   *     log must have been trusted at all of them. Where there are none, it is not checked when it
   *     was
   * @throws SignatureRejectedException with {@code LOG_UNTRUSTED}, {@code LOG_PROOF_MISSING},
   *     {@code LOG_PROOF_INVALID}, {@code LOG_CHECKPOINT_INVALID} or {@code LIMIT_EXCEEDED}
   */
  public void verifyProof(LogEntry entry, List<Instant> times) throws SignatureRejectedException {
    List<TrustedLog> named = named(entry);
    InclusionProof proof = entry.proof();
    if (proof == null) {
      throw new SignatureRejectedException(
          Reason.LOG_PROOF_MISSING, "the log entry comes without a proof of inclusion");
    }
    Bytes leaf = MerkleTree.leaf(entry.body());
    if (!MerkleTree.contains(
        proof.rootHash(), proof.treeSize(), leaf, proof.logIndex(), proof.hashes())) {
      throw new SignatureRejectedException(
          Reason.LOG_PROOF_INVALID,
          "the proof of inclusion does not lead from the entry to the root of the log");
    }
    Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint());
    if (checkpoint.size() != proof.treeSize() || !checkpoint.root().equals(proof.rootHash())) {
      throw new SignatureRejectedException(
          Reason.LOG_CHECKPOINT_INVALID,
          "the checkpoint of the log is of another tree than the proof of inclusion");
    }
    for (TrustedLog each : inUse(named, times)) {
      if (isVersion2(entry) ? each.signedVersion2(checkpoint) : each.signedVersion1(checkpoint)) {
        return;
      }
    }
    throw new SignatureRejectedException(
        Reason.LOG_CHECKPOINT_INVALID,
        "the checkpoint of the log is not signed by " + named.get(0).words());
  }

  private static List<TrustedLog> inUse(List<TrustedLog> named, List<Instant> times)
      throws SignatureRejectedException {
    List<TrustedLog> inUse =
        named.stream()
            .filter(each -> times.stream().allMatch(each.log().validity()::contains))
            .toList();
    if (inUse.isEmpty()) {
      throw new SignatureRejectedException(
          Reason.LOG_UNTRUSTED,
          named.get(0).words()
              + " is trusted from "
              + named.get(0).log().validity()
              + ", and the signature is of "
              + String.join(", ", times.stream().distinct().map(Instant::toString).toList()));
    }
    return inUse;
  }

  /**
   * Verifies that an entry is about a signature.
   *
   * @throws SignatureRejectedException with {@code LOG_ENTRY_UNSUPPORTED}, {@code
   *     LOG_ENTRY_MISMATCH}, or if the body cannot be read {@code MALFORMED}, {@code
   *     LIMIT_EXCEEDED} or {@code KEY_UNSUPPORTED}
   */
  public void verifyContent(LogEntry entry, LoggedSignature signature)
      throws SignatureRejectedException {
    EntryBody.parse(entry).check(signature);
  }

  private static boolean isVersion2(LogEntry entry) {
    return KIND_OF_VERSION_2.equals(entry.kind()) && VERSION_2.equals(entry.version());
  }

  /** One at least; a trusted root may have a log twice, for two times. */
  private List<TrustedLog> named(LogEntry entry) throws SignatureRejectedException {
    List<TrustedLog> named = logs.stream().filter(each -> each.isNamed(entry.logId())).toList();
    if (named.isEmpty()) {
      throw new SignatureRejectedException(
          Reason.LOG_UNTRUSTED,
          "the log entry is of the log "
              + entry.logId()
              + ", which no trusted root names; name one with it");
    }
    List<TrustedLog> dated =
        named.stream().filter(each -> each.log().validity().start() != null).toList();
    if (dated.isEmpty()) {
      throw new SignatureRejectedException(
          Reason.LOG_UNTRUSTED,
          "the trusted root does not say since when " + named.get(0).words() + " is trusted");
    }
    return dated;
  }
}
