package io.mcv.client;

import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says about an image.
 *
 * @param image the reference, as it was resolved
 * @param foundIn the place that had it, such as {@code vault}
 * @param judged what was looked at: first what the reference names, then the images of the index
 */
public record VerifyResult(String image, String foundIn, List<Judged> judged) {

  /** Copies the list. */
  public VerifyResult {
    judged = List.copyOf(judged);
  }

  /**
   * A manifest or index, and what the policy says about it.
   *
   * @param digest its digest
   * @param platform as the index has it; null for what the reference names, or where it says
   *     nothing
   * @param decision with the verdict on each signature
   */
  public record Judged(Digest digest, @Nullable Platform platform, PolicyDecision decision) {}

  /** The digest of the manifest or index that the reference names. */
  public Digest digest() {
    return judged.get(0).digest();
  }

  /** Whether the policy accepts all that was looked at. */
  public boolean accepted() {
    return judged.stream().allMatch(each -> each.decision().accepted());
  }

  /** Whether it accepts all of it because it is signed. */
  public boolean verified() {
    return judged.stream().allMatch(each -> each.decision().verified());
  }
}
