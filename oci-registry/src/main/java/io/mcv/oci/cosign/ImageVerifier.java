package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.LayerSignature;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Digest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the signatures of an image, in every form, and judges each.
 *
 * <table>
 * <caption>What is checked, in the order of a verdict</caption>
 * <tr><td>form</td><td>size and digest of the blob, then its text and that of its annotations,
 *     strictly and within {@link io.mcv.oci.cosign.verdict.SignatureLimits}</td></tr>
 * <tr><td>timestamp</td><td>RFC 3161, of the signature, by a trusted authority</td></tr>
 * <tr><td>log promise, proof and entry</td><td>Rekor 1 and 2: signed by a trusted log, in its
 *     tree, about this signature, signer and content</td></tr>
 * <tr><td>certificate, its log, identity</td><td>path to a trusted authority at every trusted time;
 *     seen by a trusted certificate log; issued to whom the policy names</td></tr>
 * <tr><td>key</td><td>used in its time, where it has one</td></tr>
 * <tr><td>signature</td><td>ECDSA, RSA or Ed25519 over the payload, or over the
 *     pre-authentication encoding of the envelope</td></tr>
 * <tr><td>subject, claims</td><td>the digest of the image, predicate type, annotations and
 *     repository, all read from the signed bytes alone</td></tr>
 * </table>
 *
 * <p>Out of scope: whether a certificate was revoked (Fulcio's live for minutes), what witnesses
 * say of a log, whether logs agree with each other, whether a later signature should replace an
 * earlier one, and that the tag by which an image was named is the one that was signed. Nothing is
 * fetched but from the place that holds the image.
 *
 * @see <a href="https://github.com/sigstore/architecture-docs/blob/main/client-spec.md">Sigstore
 *     client specification, verification</a>
 */
public final class ImageVerifier {
  private final SignatureJudge judge;

  /** With this policy. */
  public ImageVerifier(VerificationPolicy policy) {
    this(policy, Clock.systemUTC());
  }

  ImageVerifier(VerificationPolicy policy, Clock clock) {
    this.judge = new SignatureJudge(policy, clock);
  }

  /**
   * Verifies what is stored about a manifest beside it. Its layers are not read, and need not be
   * there.
   *
   * @param source of the image; attachments are read through it
   * @param image digest of the manifest or index
   * @throws io.mcv.oci.model.LimitExceededException if there are too many signatures to look at
   */
  public Verification verify(ImageSource source, Digest image, Wanted wanted) throws IOException {
    SignatureReader reader = new SignatureReader(source);
    ImageClaims claims = new ImageClaims(image, wanted);
    List<SignatureVerdict> verdicts = new ArrayList<>();
    boolean accepted = false;
    for (StoredSignature each : SignatureFinder.find(source, image, wanted)) {
      SignatureVerdict verdict = judge(each, reader, claims);
      accepted |= verdict.verified();
      verdicts.add(verdict);
    }
    if (verdicts.isEmpty()) {
      return new Verification.Unsigned(image);
    }
    return accepted
        ? new Verification.Verified(image, verdicts)
        : new Verification.Rejected(image, verdicts);
  }

  private SignatureVerdict judge(StoredSignature stored, SignatureReader reader, ImageClaims claims)
      throws IOException {
    Findings findings = new Findings();
    PresentedSignature presented = null;
    Bytes payload = null;
    String signer = null;
    try {
      byte[] blob = reader.read(stored.layer());
      presented = present(stored, blob);
      payload = payload(presented, blob);
      findings.passed(Check.FORM, stored.form().words() + " of " + blob.length + " bytes");
    } catch (SignatureRejectedException e) {
      findings.failed(Check.FORM, e);
    }
    if (presented != null && payload != null) {
      signer = judge.judge(presented, findings);
      claims(presented, payload, claims, findings);
    }
    return new SignatureVerdict(stored.form(), stored.place(), signer, findings.inOrder(), payload);
  }

  private static PresentedSignature present(StoredSignature stored, byte[] blob)
      throws SignatureRejectedException {
    if (stored.form() == SignatureForm.BUNDLE) {
      SigstoreBundle bundle = SigstoreBundle.parse(blob);
      if (bundle.content() instanceof DsseEnvelope envelope) {
        return PresentedSignature.ofBundle(bundle, envelope);
      }
      throw new SignatureRejectedException(
          Reason.PAYLOAD_TYPE, "the bundle signs a file, and images are signed by a statement");
    }
    @Nullable Map<String, String> annotations = stored.layer().annotations();
    LayerSignature layer = LayerSignature.parse(annotations == null ? Map.of() : annotations);
    return stored.form() == SignatureForm.ENVELOPE
        ? PresentedSignature.ofEnvelope(blob, layer)
        : PresentedSignature.ofPayload(blob, layer);
  }

  private static Bytes payload(PresentedSignature presented, byte[] blob) {
    return presented.signed() instanceof SignedThing.Envelope signed
        ? signed.envelope().payload()
        : Bytes.of(blob);
  }

  /** Looks into what is signed only when it is known who signed it. */
  private static void claims(
      PresentedSignature presented, Bytes payload, ImageClaims claims, Findings findings) {
    if (findings.hasFailure()) {
      findings.skipped(Check.SUBJECT, "not looked at, since it is not known that it was signed");
    } else if (presented.signed() instanceof SignedThing.Envelope signed) {
      claims.check(signed.envelope(), findings);
    } else {
      claims.check(payload.toArray(), findings);
    }
  }
}
