package io.mcv.oci.cosign;

import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out which of the keys signed, and checks that it could be used. */
final class KeyChecks {
  private final List<VerificationKey> keys;

  KeyChecks(List<VerificationKey> keys) {
    this.keys = keys;
  }

  /** The first key that fits; where none does, the only one that there is, else null. */
  @Nullable Signatory find(SignedThing signed) {
    for (VerificationKey each : keys) {
      Signatory tried = Signatory.of(signed, each, null);
      if (tried.fits() || keys.size() == 1) {
        return tried;
      }
    }
    return null;
  }

  /** Why no key is found. */
  SignatureRejectedException mismatch() {
    return keys.isEmpty()
        ? new SignatureRejectedException(Reason.VERIFIER_MISSING, "no key is trusted")
        : new SignatureRejectedException(
            Reason.SIGNATURE_INVALID, "it was made by none of the " + keys.size() + " keys");
  }

  /** Notes whether a key with a time of use was used in it. */
  static void checkTime(VerificationKey key, List<Instant> times, Findings findings) {
    ValidityPeriod validity = key.validity();
    if (validity.equals(ValidityPeriod.ALWAYS)) {
      return;
    }
    if (times.isEmpty()) {
      if (findings.hasFailure()) {
        findings.skipped(Check.KEY, "there is no trusted time to check it at");
      } else {
        findings.failed(
            Check.KEY,
            Reason.TRUSTED_TIME_MISSING,
            "neither a log's promise nor a timestamp tells when the key was used, which may be"
                + " used from "
                + validity
                + " only");
      }
      return;
    }
    for (Instant each : times) {
      if (!validity.contains(each)) {
        findings.failed(
            Check.KEY,
            Reason.KEY_EXPIRED,
            "the key was used at " + each + ", and may be used from " + validity + " only");
        return;
      }
    }
    findings.passed(Check.KEY, key + " may be used from " + validity);
  }
}
