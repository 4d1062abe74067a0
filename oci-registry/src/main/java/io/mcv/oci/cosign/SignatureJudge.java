package io.mcv.oci.cosign;

import io.mcv.oci.cosign.bundle.VerificationMaterial;
import io.mcv.oci.cosign.certificate.SigningCertificate;
import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.log.LoggedSignature;
import io.mcv.oci.cosign.verdict.Check;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who made a signature, and when: everything but what the signed bytes say.
 *
 * <p>Checks that do not need each other are all made, so that a verdict tells all that is wrong.
 */
final class SignatureJudge {
  private final TimestampChecks timestamps;
  private final LogChecks logs;
  private final @Nullable KeyChecks keys;
  private final @Nullable CertificateChecks certificates;

  SignatureJudge(VerificationPolicy policy, Clock clock) {
    Signer signer = policy.signer();
    this.timestamps = new TimestampChecks(policy);
    this.logs = new LogChecks(policy);
    this.keys = signer instanceof Signer.Keys named ? new KeyChecks(named.keys()) : null;
    this.certificates =
        signer instanceof Signer.Identities named
            ? new CertificateChecks(policy, named.identities(), clock)
            : null;
  }

  /** Notes what is found, and returns who signed; null if that is not known. */
  @Nullable String judge(PresentedSignature presented, Findings findings) {
    if (keys != null) {
      return byKeys(presented, keys, findings);
    }
    return certificates == null ? null : byIdentities(presented, certificates, findings);
  }

  private @Nullable String byKeys(PresentedSignature presented, KeyChecks keys, Findings findings) {
    boolean certified = presented.material() instanceof VerificationMaterial.Certificates;
    if (certified && presented.form() == SignatureForm.BUNDLE) {
      findings.failed(
          Check.KEY,
          Reason.VERIFIER_KIND,
          "the bundle was signed with a certificate, and a key is asked for");
      return null;
    }
    if (certified) {
      findings.skipped(Check.CERTIFICATE, "a key is asked for, whatever its certificate says");
    }
    Signatory signatory = keys.find(presented.signed());
    List<Instant> times = times(presented, signatory, findings);
    if (signatory == null) {
      findings.failed(Check.SIGNATURE, keys.mismatch());
      return null;
    }
    KeyChecks.checkTime(signatory.key(), times, findings);
    signature(signatory, findings);
    return signatory.fits() ? signatory.key().toString() : null;
  }

  private @Nullable String byIdentities(
      PresentedSignature presented, CertificateChecks checks, Findings findings) {
    if (!(presented.material() instanceof VerificationMaterial.Certificates certificates)) {
      boolean byKey = presented.material() instanceof VerificationMaterial.KeyHint;
      findings.failed(
          Check.CERTIFICATE,
          byKey ? Reason.VERIFIER_KIND : Reason.VERIFIER_MISSING,
          byKey
              ? "it was signed with a key, and a certificate is asked for"
              : "it comes without a certificate, which would name the signer");
      return null;
    }
    SigningCertificate certificate;
    try {
      certificate = SigningCertificate.parse(certificates.chain().get(0));
    } catch (SignatureRejectedException e) {
      findings.failed(Check.CERTIFICATE, e);
      return null;
    }
    Signatory signatory = Signatory.of(presented.signed(), certificate.key(), certificate);
    List<Instant> times = times(presented, signatory, findings);
    String named = checks.check(certificate, certificates.chain(), times, findings);
    signature(signatory, findings);
    return signatory.fits() ? named : null;
  }

  /** All times that are trusted, by timestamps and by logs. */
  private List<Instant> times(
      PresentedSignature presented, @Nullable Signatory signatory, Findings findings) {
    SignedThing signed = presented.signed();
    Bytes signature = signatory == null ? signed.signatures().get(0) : signatory.signature();
    LoggedSignature logged =
        signatory == null
            ? null
            : signed.logged(signatory.verifier(), signatory.certificate() != null, signature);
    List<Instant> times =
        new ArrayList<>(
            timestamps.check(presented.timestamps(), signed.stamped(signature), findings));
    times.addAll(logs.check(presented.logEntries(), logged, List.copyOf(times), findings));
    return times;
  }

  private static void signature(Signatory signatory, Findings findings) {
    SignatureRejectedException mismatch = signatory.mismatch();
    SignatureScheme scheme = signatory.scheme();
    if (mismatch != null) {
      findings.failed(Check.SIGNATURE, mismatch);
    } else if (scheme != null) {
      findings.passed(Check.SIGNATURE, signatory.key() + ", " + scheme.words());
    }
  }
}
