package io.mcv.spec.conformance.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gathers where an image breaks one rule. All places are counted; only the first {@value
 * Outcome#MAX_SHOWN} are described and kept, so that an image with a million faults costs no more.
 */
public final class Violations {
  private final String subjects;
  private final List<Violation> shown = new ArrayList<>();
  private int count;
  private int looked;

  /**
   * None yet.
   *
   * @param subjects what is looked at, in the plural, for people
   */
  public Violations(String subjects) {
    this.subjects = subjects;
  }

  /** One more of the subjects is there. */
  public void looked() {
    looked++;
  }

  /** Adds one; it is described only where it is kept. */
  public void add(Supplier<Violation> violation) {
    if (count < Outcome.MAX_SHOWN) {
      shown.add(violation.get());
    }
    count++;
  }

  /** Whether the rule is broken nowhere. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** The rule is broken, or kept; not applicable where none of the subjects is there. */
  public Outcome outcome() {
    return looked == 0 && isEmpty()
        ? Outcome.notApplicable("there are no " + subjects + " to look at")
        : outcome(subjects + ": " + looked);
  }

  /**
   * The rule is broken, or kept.
   *
   * @param evidence what was looked at
   */
  public Outcome outcome(String evidence) {
    return isEmpty()
        ? Outcome.pass(evidence)
        : new Outcome(Outcome.Verdict.FAIL, evidence, shown, count);
  }
}
