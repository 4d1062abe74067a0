package io.mcv.oci.cosign;

import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.cosign.verdict.Outcome;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the checks of one signature have found so far. */
final class Findings {
  private final List<CheckResult> results = new ArrayList<>();

  void passed(Check check, String evidence) {
    results.add(CheckResult.passed(check, evidence));
  }

  void skipped(Check check, String why) {
    results.add(CheckResult.skipped(check, why));
  }

  void failed(Check check, SignatureRejectedException why) {
    results.add(CheckResult.failed(check, why));
  }

  void failed(Check check, Reason reason, String why) {
    failed(check, new SignatureRejectedException(reason, why));
  }

  boolean hasFailure() {
    for (CheckResult each : results) {
      if (each.outcome() == Outcome.FAILED) {
        return true;
      }
    }
    return false;
  }

  /** In the order of {@link Check}, whatever the order in which they were made. */
  List<CheckResult> inOrder() {
    List<CheckResult> sorted = new ArrayList<>(results);
    sorted.sort(Comparator.comparing(CheckResult::check));
    return sorted;
  }
}
