package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.DsseEnvelope;
import io.mcv.oci.cosign.bundle.InTotoStatement;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.model.Printable;

/** The statement in an envelope, after its signature was verified. */
final class SignedStatement {
  private SignedStatement() {}

  /**
   * Reads it.
   *
   * @throws SignatureRejectedException with {@code PAYLOAD_TYPE} if the envelope has something else
   */
  static InTotoStatement of(DsseEnvelope envelope) throws SignatureRejectedException {
    if (!envelope.payloadType().equals(InTotoStatement.PAYLOAD_TYPE)) {
      throw new SignatureRejectedException(
          Reason.PAYLOAD_TYPE,
          "signed is "
              + Printable.of(envelope.payloadType())
              + ", and only "
              + InTotoStatement.PAYLOAD_TYPE
              + " says what it is about");
    }
    return InTotoStatement.parse(envelope.payload().toArray());
  }

  /** Notes whether it is of the type that is asked for. */
  static void checkType(InTotoStatement statement, String wanted, Findings findings) {
    String type = statement.predicateType();
    if (type.equals(wanted)) {
      findings.passed(Check.CLAIMS, "predicate type " + type);
    } else {
      findings.failed(
          Check.CLAIMS,
          Reason.PREDICATE_TYPE,
          "the signed predicate type is " + Printable.of(type) + ", and not " + wanted);
    }
  }

  /** What it is about, for people. */
  static String subjects(InTotoStatement statement) {
    int count = statement.subjects().size();
    return count == 0
        ? "nothing"
        : Printable.of(statement.subjects().get(0).digests().toString())
            + (count == 1 ? "" : " and " + (count - 1) + " more");
  }

  /** It is about something else. */
  static SignatureRejectedException otherSubject(String signed, String expected) {
    return new SignatureRejectedException(
        Reason.SUBJECT_MISMATCH, "signed is " + signed + ", and not " + expected);
  }
}
