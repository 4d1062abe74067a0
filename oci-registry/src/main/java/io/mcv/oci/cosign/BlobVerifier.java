package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.InTotoStatement;
import io.mcv.oci.cosign.bundle.MessageSignature;
import io.mcv.oci.cosign.bundle.SigstoreBundle;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Judges a bundle over a file, which signs the file itself or a statement about it. What is checked
 * is the same as for images; see {@link ImageVerifier}.
 */
public final class BlobVerifier {
  private final SignatureJudge judge;

  /** With this policy. */
  public BlobVerifier(VerificationPolicy policy) {
    this(policy, Clock.systemUTC());
  }

  BlobVerifier(VerificationPolicy policy, Clock clock) {
    this.judge = new SignatureJudge(policy, clock);
  }

  /**
   * Verifies a bundle.
   *
   * @param bundle its JSON
   * @param place what it is, for people
   * @param file that must be signed, or be a subject of the signed statement
   * @param predicateType of the statement; null where any is accepted, and a message too
   */
  public SignatureVerdict verify(
      byte[] bundle, String place, SignedContent file, @Nullable String predicateType) {
    Findings findings = new Findings();
    @Nullable SigstoreBundle parsed = parse(bundle, findings);
    String signer = null;
    Bytes payload = null;
    if (parsed != null && parsed.content() instanceof MessageSignature message) {
      if (predicateType == null) {
        digest(message, file, findings);
        signer = judge.judge(PresentedSignature.ofBundle(parsed, message, file), findings);
      } else {
        findings.failed(
            Check.SUBJECT,
            Reason.PAYLOAD_TYPE,
            "the bundle signs the file, and a statement about it is asked for");
      }
    } else if (parsed != null && parsed.content() instanceof DsseEnvelope envelope) {
      signer = envelope(parsed, envelope, file, predicateType, findings);
      payload = envelope.payload();
    }
    return new SignatureVerdict(SignatureForm.BUNDLE, place, signer, findings.inOrder(), payload);
  }

  private static @Nullable SigstoreBundle parse(byte[] bundle, Findings findings) {
    if (bundle.length > SignatureLimits.MAX_DOCUMENT_BYTES) {
      findings.failed(
          Check.FORM,
          Reason.LIMIT_EXCEEDED,
          "the bundle has more than " + SignatureLimits.MAX_DOCUMENT_BYTES + " bytes");
      return null;
    }
    try {
      SigstoreBundle parsed = SigstoreBundle.parse(bundle);
      findings.passed(Check.FORM, SignatureForm.BUNDLE.words() + " 0." + parsed.minorVersion());
      return parsed;
    } catch (SignatureRejectedException e) {
      findings.failed(Check.FORM, e);
      return null;
    }
  }

  /** A bundle for another file is told before anything else is tried on this one. */
  private static void digest(MessageSignature message, SignedContent file, Findings findings) {
    Bytes actual = file.digest(message.algorithm());
    String name = message.algorithm().shortName() + ":";
    if (actual == null) {
      findings.failed(
          Check.SUBJECT,
          Reason.SUBJECT_MISMATCH,
          "signed is a file by its "
              + name
              + message.digest()
              + ", which is not known of this one");
    } else if (actual.equals(message.digest())) {
      findings.passed(Check.SUBJECT, name + actual);
    } else {
      findings.failed(
          Check.SUBJECT,
          SignedStatement.otherSubject("the file " + name + message.digest(), name + actual));
    }
  }

  private @Nullable String envelope(
      SigstoreBundle bundle,
      DsseEnvelope envelope,
      SignedContent file,
      @Nullable String predicateType,
      Findings findings) {
    PresentedSignature presented = PresentedSignature.ofBundle(bundle, envelope);
    String signer = judge.judge(presented, findings);
    if (findings.hasFailure()) {
      findings.skipped(Check.SUBJECT, "not looked at, since it is not known that it was signed");
      return signer;
    }
    try {
      InTotoStatement statement = SignedStatement.of(envelope);
      findings.passed(Check.SUBJECT, subject(statement, file));
      if (predicateType != null) {
        SignedStatement.checkType(statement, predicateType, findings);
      }
    } catch (SignatureRejectedException e) {
      findings.failed(Check.SUBJECT, e);
    }
    return signer;
  }

  /** The digest by which a subject of the statement is the file. */
  private static String subject(InTotoStatement statement, SignedContent file)
      throws SignatureRejectedException {
    for (InTotoStatement.Subject each : statement.subjects()) {
      String match = match(each, file);
      if (match != null) {
        return match;
      }
    }
    throw SignedStatement.otherSubject(SignedStatement.subjects(statement), "this file");
  }

  /** All digests that are known of both must be the same, and there must be one. */
  private static @Nullable String match(InTotoStatement.Subject subject, SignedContent file) {
    String match = null;
    for (HashAlgorithm each : HashAlgorithm.values()) {
      String signed = subject.digests().get(each.shortName());
      Bytes actual = signed == null ? null : file.digest(each);
      if (signed != null && actual != null) {
        if (!signed.equals(actual.hex())) {
          return null;
        }
        match = match == null ? each.shortName() + ":" + signed : match;
      }
    }
    return match;
  }
}
