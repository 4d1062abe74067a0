package io.mcv.client;

import io.mcv.oci.cosign.policy.PolicyDecision;
import java.io.IOException;
import java.util.List;

/** Decides whether an image may be used, before any of its layers is opened. */
@FunctionalInterface
public interface ImagePolicy {
  /** Accepts every image: signatures are not looked at. */
  ImagePolicy UNCHECKED =
      image -> new PolicyDecision(true, "signatures were not checked", List.of());

  /** Decides about an image. Where it is refused, nothing is written. */
  PolicyDecision decide(CandidateImage image) throws IOException;
}
