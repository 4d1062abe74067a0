package io.mcv.oci.cosign;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Outcome;
import io.mcv.oci.cosign.verdict.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one signature.
 *
 * @param form how it is stored
 * @param place where it was found, for people: tag or digest of the manifest
 * @param signer by which key or identity, for people; null where it is not known
 * @param checks all that were made or left out, in their order; after one that failed there may be
 *     none
 * @param payload what is signed: the bytes of the payload or statement, to be trusted only if it is
 *     verified; null where there is none
 */
public record SignatureVerdict(
    SignatureForm form,
    String place,
    @Nullable String signer,
    List<CheckResult> checks,
    @Nullable Bytes payload) {
  /** With a list of its own. */
  public SignatureVerdict {
    checks = List.copyOf(checks);
  }

  /** Whether no check failed, and both the signature and what it is about were checked. */
  public boolean verified() {
    return failure() == null && passed(Check.SIGNATURE) && passed(Check.SUBJECT);
  }

  private boolean passed(Check check) {
    for (CheckResult each : checks) {
      if (each.check() == check && each.outcome() == Outcome.PASSED) {
        return true;
      }
    }
    return false;
  }

  /** The first check that failed; null if none did. */
  public @Nullable CheckResult failure() {
    for (CheckResult each : checks) {
      if (each.outcome() == Outcome.FAILED) {
        return each;
      }
    }
    return null;
  }

  /** Why it was refused first; null if it was not. */
  public @Nullable Reason reason() {
    CheckResult failure = failure();
    return failure == null ? null : failure.reason();
  }
}
