package io.mcv.client.candidate;

import io.mcv.oci.model.Printable;

/**
 * A case, and what a tool did with it.
 *
 * @param vector the case
 * @param judgement whether that is right
 * @param reason why; one short line, safe for a terminal
 * @param output the beginning of what the tool printed; not safe for a terminal
 */
public record CaseResult(VectorCase vector, Judgement judgement, String reason, String output) {

  /** Makes the reason printable. */
  public CaseResult {
    reason = Printable.line(reason);
  }
}
