package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.LogEntry;
import io.mcv.oci.cosign.log.LogVerifier;
import io.mcv.oci.cosign.log.LoggedSignature;
import io.mcv.oci.cosign.trust.TransparencyLog;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the entries of transparency logs that come with a signature. One of a log that is not
 * trusted is passed over where another is good; all others that are there must be good, in each
 * part that they have: promise, proof and content.
 *
 * <p>What is signed by a key may come without any trusted time. The log's key is then enough, and
 * the evidence says that nobody knows whether it was in use. A certificate needs a time anyway.
 */
final class LogChecks {
  private final @Nullable LogVerifier verifier;
  private final boolean required;

  LogChecks(VerificationPolicy policy) {
    List<TransparencyLog> trusted = policy.root().logs();
    this.verifier = trusted.isEmpty() ? null : new LogVerifier(trusted);
    this.required = policy.logRequired();
  }

  /**
   * Notes what is found.
   *
   * @param logged what entries must be about; null where it is not known who signed
   * @param stamped times that are trusted already: those of timestamps
   * @return further times that are trusted: those of promises
   */
  List<Instant> check(
      List<LogEntry> entries,
      @Nullable LoggedSignature logged,
      List<Instant> stamped,
      Findings findings) {
    if (!required) {
      findings.skipped(Check.LOG_ENTRY, "transparency logs are not looked at, as asked for");
      return List.of();
    }
    if (entries.isEmpty()) {
      findings.failed(
          Check.LOG_ENTRY,
          Reason.LOG_ENTRY_MISSING,
          "it comes without an entry of a transparency log, and one is required");
      return List.of();
    }
    if (verifier == null) {
      findings.failed(
          Check.LOG_ENTRY,
          Reason.LOG_UNTRUSTED,
          "no transparency log is trusted; name one in a trusted root");
      return List.of();
    }
    return new Entries(verifier, logged, findings).verify(entries, stamped);
  }

  /**
   * The entries of one signature.
   *
   * @param logged what they must be about; null where it is not known who signed
   */
  private record Entries(
      LogVerifier verifier, @Nullable LoggedSignature logged, Findings findings) {

    /** Promises first: proofs are of the times that these tell. */
    List<Instant> verify(List<LogEntry> entries, List<Instant> stamped) {
      List<Instant> promised = new ArrayList<>();
      Map<LogEntry, String> trusted = new LinkedHashMap<>();
      List<SignatureRejectedException> untrusted = new ArrayList<>();
      for (LogEntry each : entries) {
        try {
          String log = verifier.describe(each) + ", entry " + each.logIndex();
          promise(each, log, promised);
          trusted.put(each, log);
        } catch (SignatureRejectedException e) {
          untrusted.add(e);
        }
      }
      List<Instant> times = new ArrayList<>(stamped);
      times.addAll(promised);
      trusted.forEach(
          (entry, log) -> {
            proof(entry, log, times);
            content(entry, log);
          });
      for (SignatureRejectedException each : untrusted) {
        if (untrusted.size() == entries.size()) {
          findings.failed(Check.LOG_ENTRY, each);
        } else {
          findings.skipped(Check.LOG_ENTRY, String.valueOf(each.getMessage()));
        }
      }
      return promised;
    }

    private void promise(LogEntry entry, String log, List<Instant> times) {
      if (entry.promise() != null) {
        try {
          Instant time = verifier.verifyPromise(entry);
          times.add(time);
          findings.passed(Check.LOG_PROMISE, log + " of " + time);
        } catch (SignatureRejectedException e) {
          findings.failed(Check.LOG_PROMISE, e);
        }
      } else if (entry.proof() == null) {
        findings.failed(
            Check.LOG_PROMISE,
            Reason.LOG_PROMISE_MISSING,
            log + " comes with neither a promise nor a proof of inclusion");
      }
    }

    private void proof(LogEntry entry, String log, List<Instant> times) {
      if (entry.proof() == null) {
        return;
      }
      try {
        verifier.verifyProof(entry, times);
        findings.passed(
            Check.LOG_PROOF,
            times.isEmpty()
                ? log + "; when is not known, nor whether the log was trusted then"
                : log);
      } catch (SignatureRejectedException e) {
        findings.failed(Check.LOG_PROOF, e);
      }
    }

    private void content(LogEntry entry, String log) {
      if (logged == null) {
        findings.skipped(Check.LOG_ENTRY, "not compared, since it is not known who signed");
        return;
      }
      try {
        verifier.verifyContent(entry, logged);
        findings.passed(Check.LOG_ENTRY, log);
      } catch (SignatureRejectedException e) {
        findings.failed(Check.LOG_ENTRY, e);
      }
    }
  }
}
