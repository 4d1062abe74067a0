package io.mcv.spec.conformance.rule;

import io.mcv.oci.model.Printable;

/**
 * One place where a rule is broken. All text is safe for a terminal.
 *
 * @param place where
 * @param expected what the rule wants there
 * @param found what is there
 * @param remedy what whoever makes the image can do
 */
public record Violation(Place place, String expected, String found, String remedy) {
  /** Makes the text printable. */
  public Violation {
    expected = Printable.of(expected);
    found = Printable.of(found);
    remedy = Printable.line(remedy);
  }
}
