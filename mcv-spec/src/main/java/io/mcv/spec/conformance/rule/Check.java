package io.mcv.spec.conformance.rule;

import io.mcv.spec.conformance.image.ImageView;

/** Decides whether an image keeps a rule. */
@FunctionalInterface
public interface Check {
  /** Looks at an image. Never fails: what it does not understand is a matter of other rules. */
  Outcome check(ImageView image);
}
