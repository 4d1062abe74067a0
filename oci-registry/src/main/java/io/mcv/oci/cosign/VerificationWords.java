package io.mcv.oci.cosign;

import io.mcv.oci.cosign.verdict.CheckResult;
import io.mcv.oci.model.Printable;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A verification in one line, as the message of an error or a log has it. */
public final class VerificationWords {
  private static final int MAX_REASONS = 5;

  private VerificationWords() {}

  /**
   * By whom the image is signed, or why no signature is accepted; safe to print.
   *
   * @param wanted what was looked for
   */
  public static String of(Verification verification, Wanted wanted) {
    List<SignatureVerdict> signatures = verification.signatures();
    if (verification instanceof Verification.Unsigned unsigned) {
      String hex = unsigned.image().toString().replace(':', '-');
      return wanted instanceof Wanted.Attestation
          ? "no attestation found: neither tag " + hex + ".att nor a referrer has one"
          : "no signature found: neither tag " + hex + ".sig nor a referrer has one";
    }
    return verification instanceof Verification.Verified
        ? accepted(signatures, wanted)
        : refused(signatures, wanted);
  }

  private static String accepted(List<SignatureVerdict> signatures, Wanted wanted) {
    for (SignatureVerdict each : signatures) {
      if (each.verified()) {
        String what = wanted instanceof Wanted.Attestation ? "attested" : "signed";
        return what + by(each.signer()) + ", " + place(each);
      }
    }
    throw new IllegalArgumentException("none is accepted");
  }

  private static String by(@Nullable String signer) {
    return signer == null ? "" : " by " + Printable.of(signer);
  }

  private static String refused(List<SignatureVerdict> signatures, Wanted wanted) {
    StringJoiner reasons = new StringJoiner("; ");
    for (SignatureVerdict each : signatures.subList(0, Math.min(MAX_REASONS, signatures.size()))) {
      CheckResult failure = each.failure();
      reasons.add(
          place(each)
              + ": "
              + (failure == null
                  ? "nothing was checked"
                  : failure.check().words() + ": " + Printable.of(failure.evidence())));
    }
    int more = signatures.size() - MAX_REASONS;
    String what = wanted instanceof Wanted.Attestation ? "attestation" : "signature";
    return "no "
        + what
        + " is accepted: "
        + reasons
        + (more > 0 ? "; and " + more + " more are not" : "");
  }

  private static String place(SignatureVerdict signature) {
    return signature.form().words() + " in " + Printable.of(signature.place());
  }
}
