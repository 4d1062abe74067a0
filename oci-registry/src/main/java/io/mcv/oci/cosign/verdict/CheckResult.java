package io.mcv.oci.cosign.verdict;

import org.jspecify.annotations.Nullable;

/**
 * A check that was made, or was not.
 *
 * @param check which
 * @param outcome how it went
 * @param reason why it failed; null unless it did
 * @param evidence one line for people: by which key, root or log, what is wrong, or why skipped
 */
public record CheckResult(Check check, Outcome outcome, @Nullable Reason reason, String evidence) {

  /** A check that holds. */
  public static CheckResult passed(Check check, String evidence) {
    return new CheckResult(check, Outcome.PASSED, null, evidence);
  }

  /** A check that was not made. */
  public static CheckResult skipped(Check check, String why) {
    return new CheckResult(check, Outcome.SKIPPED, null, why);
  }

  /** A check that does not hold. */
  public static CheckResult failed(Check check, SignatureRejectedException why) {
    return new CheckResult(check, Outcome.FAILED, why.reason(), String.valueOf(why.getMessage()));
  }
}
