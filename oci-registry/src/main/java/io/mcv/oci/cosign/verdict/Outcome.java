package io.mcv.oci.cosign.verdict;

/** How a check went. */
public enum Outcome {
  /** It was made, and holds. */
  PASSED,
  /** It was made, and does not hold. */
  FAILED,
  /** It was not made, since the user said so or it does not apply; the evidence says which. */
  SKIPPED
}
