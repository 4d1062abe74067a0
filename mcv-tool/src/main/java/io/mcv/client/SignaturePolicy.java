package io.mcv.client;

import io.mcv.oci.cosign.ImageVerifier;
import io.mcv.oci.cosign.Verification;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.VerificationWords;
import io.mcv.oci.cosign.Wanted;
import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.oci.cosign.policy.SignaturePolicyFile;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.LimitExceededException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets those images alone be used that are signed: by whom, a {@link VerificationPolicy} or a
 * {@code policy.json} says.
 *
 * <p>Of an index either the signature of the index is enough, whose digests lead to the image, or
 * that of the image that is taken from it. Nothing is asked but the place of the image.
 *
 * <p>Not covered: a signature says nothing of the tag under which an image was found, and how new
 * it is. Who can write to the registry can put an older signed image there. An address with a
 * digest, or annotations that are signed, help.
 */
public final class SignaturePolicy implements ImagePolicy {
  private final Judge judge;

  private SignaturePolicy(Judge judge) {
    this.judge = judge;
  }

  /** Judges one manifest or index of an image. */
  @FunctionalInterface
  private interface Judge {
    PolicyDecision judge(CandidateImage image, Digest digest) throws IOException;
  }

  /** Wants a signature of the image that this policy accepts. */
  public static SignaturePolicy of(VerificationPolicy accepted) {
    return of(accepted, Wanted.ImageSignature.plain());
  }

  /** Wants a signature, or an attestation, that this policy accepts. */
  public static SignaturePolicy of(VerificationPolicy accepted, Wanted wanted) {
    ImageVerifier verifier = new ImageVerifier(accepted);
    return new SignaturePolicy(
        (image, digest) -> {
          Verification verification = verifier.verify(image.source(), digest, wanted);
          return new PolicyDecision(
              verification instanceof Verification.Verified,
              VerificationWords.of(verification, wanted),
              List.of(verification));
        });
  }

  /** Wants what a {@code policy.json} wants for the image. */
  public static SignaturePolicy of(SignaturePolicyFile file) {
    return new SignaturePolicy(
        (image, digest) -> file.decide(PolicyScopes.subject(image), image.source(), digest));
  }

  @Override
  public PolicyDecision decide(CandidateImage image) throws IOException {
    if (!image.source().keepsManifest()) {
      return new PolicyDecision(
          false,
          "this place does not keep the manifest that would be signed: take the image from a"
              + " registry, a layout or the vault",
          List.of());
    }
    PolicyDecision addressed = judged(image, image.addressed());
    if (addressed.accepted() || image.chosen().equals(image.addressed())) {
      return addressed;
    }
    PolicyDecision chosen = judged(image, image.chosen());
    if (chosen.accepted()) {
      return chosen;
    }
    List<Verification> both = new ArrayList<>(addressed.verifications());
    both.addAll(chosen.verifications());
    return new PolicyDecision(
        false,
        "index "
            + image.addressed()
            + ": "
            + addressed.explanation()
            + "; its image "
            + image.chosen()
            + ": "
            + chosen.explanation(),
        both);
  }

  /** Too many signatures to look at are as good as none. */
  private PolicyDecision judged(CandidateImage image, Digest digest) throws IOException {
    try {
      return judge.judge(image, digest);
    } catch (LimitExceededException e) {
      return new PolicyDecision(false, String.valueOf(e.getMessage()), List.of());
    }
  }
}
