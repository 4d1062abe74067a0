package io.mcv.oci.cosign.policy;

import io.mcv.oci.cosign.Verification;
import java.util.List;

/**
 * Whether an image may be used.
 *
 * @param accepted if it may
 * @param explanation one line for people: the requirement and scope that decided
 * @param verifications those made for it
 */
public record PolicyDecision(
    boolean accepted, String explanation, List<Verification> verifications) {
  /** With a list of its own. */
  public PolicyDecision {
    verifications = List.copyOf(verifications);
  }

  /** Whether it may because it is signed; a policy may accept an image that nobody signed. */
  public boolean verified() {
    return accepted && verifications.stream().anyMatch(Verification.Verified.class::isInstance);
  }
}
