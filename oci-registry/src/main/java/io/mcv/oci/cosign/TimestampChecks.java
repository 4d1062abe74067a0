package io.mcv.oci.cosign;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.timestamp.TimestampVerifier;
import io.mcv.oci.cosign.timestamp.TrustedTimestamp;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the timestamps of a signature. One of an authority that is not trusted tells nothing, and
 * is passed over unless a timestamp is required and no other is good; all others that are there
 * must be good.
 */
final class TimestampChecks {
  private final @Nullable TimestampVerifier verifier;
  private final boolean required;

  TimestampChecks(VerificationPolicy policy) {
    List<CertificateAuthority> trusted = policy.root().timestampAuthorities();
    this.verifier = trusted.isEmpty() ? null : new TimestampVerifier(trusted);
    this.required = policy.timestampRequired();
  }

  /** Notes what is found, and returns the times that are trusted. */
  List<Instant> check(List<Bytes> timestamps, Bytes stamped, Findings findings) {
    if (timestamps.isEmpty()) {
      missing(Reason.TIMESTAMP_MISSING, "it comes without a timestamp", findings);
      return List.of();
    }
    if (verifier == null) {
      missing(
          Reason.TIMESTAMP_UNTRUSTED,
          "no authority for timestamps is trusted; name one in a trusted root",
          findings);
      return List.of();
    }
    return verify(timestamps, stamped, verifier, findings);
  }

  private List<Instant> verify(
      List<Bytes> timestamps, Bytes stamped, TimestampVerifier verifier, Findings findings) {
    List<Instant> times = new ArrayList<>();
    List<SignatureRejectedException> untrusted = new ArrayList<>();
    for (Bytes each : timestamps) {
      try {
        TrustedTimestamp timestamp = verifier.verify(each, stamped);
        times.add(timestamp.time());
        findings.passed(Check.TIMESTAMP, timestamp.time() + " by " + timestamp.authority());
      } catch (SignatureRejectedException e) {
        if (e.reason() == Reason.TIMESTAMP_UNTRUSTED) {
          untrusted.add(e);
        } else {
          findings.failed(Check.TIMESTAMP, e);
        }
      }
    }
    for (SignatureRejectedException each : untrusted) {
      if (required && times.isEmpty()) {
        findings.failed(Check.TIMESTAMP, each);
      } else {
        findings.skipped(Check.TIMESTAMP, String.valueOf(each.getMessage()));
      }
    }
    return times;
  }

  private void missing(Reason reason, String why, Findings findings) {
    if (required) {
      findings.failed(Check.TIMESTAMP, reason, why);
    } else {
      findings.skipped(Check.TIMESTAMP, why);
    }
  }
}
