package io.mcv.client;

import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Digest;
import io.mcv.oci.reference.Reference;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An image that is about to be used, if a policy lets it.
 *
 * @param reference that the user gave
 * @param repository without tag, where it was found; null where the place has no such names
 * @param source pinned to the digest that the reference stood for when it was opened
 * @param addressed digest of the manifest or index that the reference names
 * @param chosen digest of the manifest that is used: one that the index leads to, or the same
 */
public record CandidateImage(
    Reference reference,
    @Nullable String repository,
    ImageSource source,
    Digest addressed,
    Digest chosen) {

  /**
   * What the policy says, which must be yes.
   *
   * @throws PolicyRefusedException if it is no
   */
  PolicyDecision acceptedBy(ImagePolicy policy) throws IOException {
    PolicyDecision decision = policy.decide(this);
    if (!decision.accepted()) {
      throw new PolicyRefusedException(
          source.describe() + " is refused: " + decision.explanation());
    }
    return decision;
  }
}
