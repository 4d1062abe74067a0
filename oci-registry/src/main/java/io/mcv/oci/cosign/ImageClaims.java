package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.InTotoStatement;
import io.mcv.oci.cosign.bundle.SimpleSigningPayload;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Printable;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks what signed bytes say about an image. */
final class ImageClaims {
  private final Digest image;
  private final Wanted wanted;

  ImageClaims(Digest image, Wanted wanted) {
    this.image = image;
    this.wanted = wanted;
  }

  /** Notes what the payload of simple signing says. */
  void check(byte[] payload, Findings findings) {
    try {
      SimpleSigningPayload parsed = SimpleSigningPayload.parse(payload);
      if (!parsed.manifestDigest().equals(image)) {
        throw SignedStatement.otherSubject("image " + parsed.manifestDigest(), image.toString());
      }
      findings.passed(Check.SUBJECT, image.toString());
      if (wanted instanceof Wanted.ImageSignature signature) {
        claims(signature, parsed.optional(), parsed.dockerReference(), findings);
      }
    } catch (SignatureRejectedException e) {
      findings.failed(Check.SUBJECT, e);
    }
  }

  /** Notes what the statement in an envelope says. */
  void check(DsseEnvelope envelope, Findings findings) {
    try {
      InTotoStatement statement = SignedStatement.of(envelope);
      Map<String, String> annotations = subject(statement).annotations();
      findings.passed(Check.SUBJECT, image.toString());
      if (wanted instanceof Wanted.ImageSignature signature) {
        SignedStatement.checkType(statement, InTotoStatement.IMAGE_SIGNATURE, findings);
        claims(signature, annotations, null, findings);
      } else if (wanted instanceof Wanted.Attestation attestation) {
        attestation(attestation, statement, findings);
      }
    } catch (SignatureRejectedException e) {
      findings.failed(Check.SUBJECT, e);
    }
  }

  private InTotoStatement.Subject subject(InTotoStatement statement)
      throws SignatureRejectedException {
    for (InTotoStatement.Subject each : statement.subjects()) {
      if (image.hex().equals(each.digests().get(image.algorithm().prefix()))) {
        return each;
      }
    }
    throw SignedStatement.otherSubject(SignedStatement.subjects(statement), image.toString());
  }

  private static void attestation(
      Wanted.Attestation wanted, InTotoStatement statement, Findings findings) {
    String type = wanted.predicateType();
    if (type != null) {
      SignedStatement.checkType(statement, type, findings);
    } else if (statement.predicateType().equals(InTotoStatement.IMAGE_SIGNATURE)) {
      findings.failed(
          Check.CLAIMS, Reason.PREDICATE_TYPE, "it is a signature of the image, and no claim");
    } else {
      findings.passed(Check.CLAIMS, "predicate type " + Printable.of(statement.predicateType()));
    }
  }

  /**
   * Notes what is asked for besides the image.
   *
   * @param repository that the signer named; null where the form has no place for it
   */
  private static void claims(
      Wanted.ImageSignature wanted,
      Map<String, ?> signed,
      @Nullable String repository,
      Findings findings) {
    wanted.annotations().forEach((key, value) -> annotation(key, value, signed, findings));
    Predicate<String> accepts = wanted.repository();
    if (accepts == null) {
      return;
    }
    if (repository == null) {
      findings.failed(
          Check.CLAIMS, Reason.REPOSITORY_MISMATCH, "a bundle does not say for which repository");
    } else if (accepts.test(repository)) {
      findings.passed(Check.CLAIMS, "repository " + Printable.of(repository));
    } else {
      findings.failed(
          Check.CLAIMS,
          Reason.REPOSITORY_MISMATCH,
          "it was made for " + Printable.of(repository) + ", and not for " + accepts);
    }
  }

  private static void annotation(
      String key, String value, Map<String, ?> signed, Findings findings) {
    Object found = signed.get(key);
    String name = "annotation " + Printable.of(key);
    if (value.equals(found)) {
      findings.passed(Check.CLAIMS, name + "=" + Printable.of(value));
      return;
    }
    findings.failed(
        Check.CLAIMS,
        Reason.ANNOTATION_MISMATCH,
        found == null
            ? name + " is not signed"
            : name + " is signed as " + Printable.of(found.toString()));
  }
}
