package io.mcv.spec.conformance.rule;

import io.mcv.oci.model.Printable;
import java.util.List;

/**
 * What came of checking a rule.
 *
 * @param verdict whether it is kept
 * @param evidence what was looked at, or why nothing was; one short phrase for people
 * @param violations where it is broken, the first {@value #MAX_SHOWN} of them
 * @param count how often it is broken
 */
public record Outcome(Verdict verdict, String evidence, List<Violation> violations, int count) {
  /** How many violations of one rule are kept. */
  public static final int MAX_SHOWN = 100;

  /** Whether a rule is kept. */
  public enum Verdict {
    /** It is kept. */
    PASS,
    /** It is broken. */
    FAIL,
    /** There is nothing in the image that it is about. */
    NOT_APPLICABLE
  }

  /** Makes the text printable, and copies the list. */
  public Outcome {
    evidence = Printable.of(evidence);
    violations = List.copyOf(violations);
  }

  /** The rule is kept. */
  public static Outcome pass(String evidence) {
    return new Outcome(Verdict.PASS, evidence, List.of(), 0);
  }

  /** There is nothing that the rule is about. */
  public static Outcome notApplicable(String why) {
    return new Outcome(Verdict.NOT_APPLICABLE, why, List.of(), 0);
  }

  /** The rule is broken in one place. */
  public static Outcome fail(Violation violation) {
    return new Outcome(Verdict.FAIL, "one place", List.of(violation), 1);
  }
}
