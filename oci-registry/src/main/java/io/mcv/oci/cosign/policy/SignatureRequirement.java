package io.mcv.oci.cosign.policy;

import io.mcv.oci.cosign.Signer;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.certificate.TextMatcher;
import io.mcv.oci.cosign.encoding.Pem;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.trust.TransparencyLog;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code sigstoreSigned}: a signature of the image by one of these signers.
 *
 * @param signers who they are
 * @param logKeys of Rekor, whose promise a signature must then have; null where logs do not matter
 * @param identity which name must be signed
 */
record SignatureRequirement(
    Signers signers, @Nullable PolicyMaterial logKeys, SignedIdentity identity)
    implements Requirement {
  private static final String CERTIFICATE = "CERTIFICATE";

  /** Whose signatures count. */
  sealed interface Signers {}

  /** Whoever has one of these keys. */
  record Keys(PolicyMaterial material) implements Signers {}

  /** Whoever got a certificate from Fulcio for this identity. */
  record Fulcio(PolicyMaterial authorities, String issuer, String email) implements Signers {}

  @Override
  public String policyName() {
    return "sigstoreSigned";
  }

  /**
   * The same in the terms of verification. As in containers/image, authorities and logs are trusted
   * at any time, and nothing is asked of certificate logs, whose keys a policy does not name.
   *
   * @throws IOException if a file that is named cannot be read, or is not what it must be
   */
  VerificationPolicy read() throws IOException {
    List<TransparencyLog> logs = logKeys == null ? List.of() : logs(logKeys);
    if (signers instanceof Fulcio fulcio) {
      IdentityMatcher who =
          new IdentityMatcher(
              new TextMatcher.Exactly(fulcio.email()),
              new TextMatcher.Exactly(fulcio.issuer()),
              true);
      TrustedRoot root =
          new TrustedRoot(logs, List.of(), authorities(fulcio.authorities()), List.of());
      return VerificationPolicy.of(new Signer.Identities(List.of(who)), root)
          .withoutCertificateLog();
    }
    List<VerificationKey> keys = keys(((Keys) signers).material());
    TrustedRoot root = new TrustedRoot(logs, List.of(), List.of(), List.of());
    VerificationPolicy policy = VerificationPolicy.of(new Signer.Keys(keys), root);
    return logKeys == null ? policy.withoutLog() : policy;
  }

  private static List<VerificationKey> keys(PolicyMaterial material) throws IOException {
    List<VerificationKey> keys = new ArrayList<>();
    for (PolicyMaterial.Named each : material.read(SignatureLimits.MAX_KEY_BYTES)) {
      keys.add(VerificationKey.parse(each.bytes(), each.what()));
    }
    return keys;
  }

  private static List<TransparencyLog> logs(PolicyMaterial material) throws IOException {
    List<TransparencyLog> logs = new ArrayList<>();
    for (VerificationKey key : keys(material)) {
      ValidityPeriod always = new ValidityPeriod(Instant.EPOCH, null);
      logs.add(new TransparencyLog("", key, key.schemes().get(0), always));
    }
    return logs;
  }

  /** Each certificate is an anchor of its own, as in a pool of roots. */
  private static List<CertificateAuthority> authorities(PolicyMaterial material)
      throws IOException {
    List<CertificateAuthority> authorities = new ArrayList<>();
    for (PolicyMaterial.Named each : material.read(SignatureLimits.MAX_TRUST_BYTES)) {
      String text = new String(each.bytes(), StandardCharsets.UTF_8);
      List<Pem> blocks = Pem.parse(text, each.what());
      if (blocks.isEmpty() || blocks.size() > SignatureLimits.MAX_CERTIFICATES) {
        throw new IOException(
            each.what()
                + " must hold 1 to "
                + SignatureLimits.MAX_CERTIFICATES
                + " certificates in PEM");
      }
      for (Pem block : blocks) {
        authorities.add(authority(block, each.what()));
      }
    }
    return authorities;
  }

  private static CertificateAuthority authority(Pem block, String what) throws IOException {
    if (!block.label().equals(CERTIFICATE)) {
      throw new IOException(
          what
              + " must hold certificates in PEM, and has a block of "
              + Printable.of(block.label()));
    }
    return CertificateAuthority.of(what, block.content());
  }
}
