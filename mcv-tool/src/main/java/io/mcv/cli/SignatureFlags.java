package io.mcv.cli;

import io.mcv.oci.cosign.Signer;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.certificate.IdentityMatcher;
import io.mcv.oci.cosign.certificate.TextMatcher;
import io.mcv.oci.cosign.key.VerificationKey;
import io.mcv.oci.cosign.trust.TrustedRoot;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures are accepted, and by what evidence; by cosign's names. Nothing is trusted that
 * is not named here.
 */
final class SignatureFlags {
  private static final String WHOLE = "matches from its first character to its last.";

  private final Flag<Path[]> keys;
  private final Flag<Path[]> trustedRoots;
  private final Flag<String> identity;
  private final Flag<String> identityPattern;
  private final Flag<String> issuer;
  private final Flag<String> issuerPattern;
  private final Mark ignoreLog;
  private final Mark ignoreCertificateLog;
  private final Mark signedTimestamps;

  /** Adds them to a command. */
  SignatureFlags(Flags flags) {
    keys =
        flags.value(
            Path[].class,
            "--key",
            "FILE",
            "A public key (PEM or JWK) that signatures may be made with; may be repeated.");
    trustedRoots =
        flags.value(
            Path[].class,
            "--trusted-root",
            "FILE",
            "A trusted_root.json: authorities and logs that are trusted; may be repeated.");
    identity =
        flags.value(
            String.class,
            "--certificate-identity",
            "TEXT",
            "Whom the certificate of a signer must name: a mail address or a URI.");
    identityPattern =
        flags.value(
            String.class,
            "--certificate-identity-regexp",
            "PATTERN",
            "The same as a regular expression, which " + WHOLE);
    issuer =
        flags.value(
            String.class,
            "--certificate-oidc-issuer",
            "URL",
            "Who must have told the authority of that identity.");
    issuerPattern =
        flags.value(
            String.class,
            "--certificate-oidc-issuer-regexp",
            "PATTERN",
            "The same as a regular expression, which " + WHOLE);
    ignoreLog =
        flags.mark(
            "--insecure-ignore-tlog",
            "Accept signatures that are in no transparency log, as those of mcv-tool sign.");
    ignoreCertificateLog =
        flags.mark(
            "--insecure-ignore-sct", "Accept certificates that no certificate log has seen.");
    signedTimestamps =
        flags.mark(
            "--use-signed-timestamps",
            "Demand an RFC 3161 timestamp of a trusted authority, which then tells the time.");
  }

  /** Whether any was given. */
  boolean any() {
    return names()
        || trustedRoots.value() != null
        || ignoreLog.given()
        || ignoreCertificateLog.given()
        || signedTimestamps.given();
  }

  /** Tells of evidence that is not asked for. */
  void warn(Console console) {
    if (ignoreLog.given()) {
      console.warning("--insecure-ignore-tlog: no transparency log has to have the signature");
    }
    if (ignoreCertificateLog.given()) {
      console.warning("--insecure-ignore-sct: no certificate log has to have the certificate");
    }
  }

  /**
   * The policy that they make.
   *
   * @throws UsageException if they contradict each other, or something is missing
   */
  VerificationPolicy policy() throws IOException {
    Signer signer = keys.value() == null ? identities() : keys();
    VerificationPolicy policy =
        new VerificationPolicy(
            signer,
            root(),
            !ignoreLog.given(),
            !ignoreCertificateLog.given(),
            signedTimestamps.given());
    checkRoot(policy);
    return policy;
  }

  private boolean names() {
    return keys.value() != null || namesIdentity();
  }

  private boolean namesIdentity() {
    return identity.value() != null
        || identityPattern.value() != null
        || issuer.value() != null
        || issuerPattern.value() != null;
  }

  private Signer keys() throws IOException {
    if (namesIdentity()) {
      throw new UsageException(
          "a signer is known by a key or by a certificate: give --key, or --certificate-identity"
              + " and --certificate-oidc-issuer");
    }
    List<VerificationKey> read = new ArrayList<>();
    for (Path file : keys.or(new Path[0])) {
      read.add(VerificationKey.parse(read(file), "key " + file));
    }
    return new Signer.Keys(read);
  }

  private Signer identities() {
    if (!namesIdentity()) {
      throw new UsageException(
          "nobody is named whose signature would be accepted: give --key FILE, or"
              + " --certificate-identity, --certificate-oidc-issuer and --trusted-root FILE");
    }
    TextMatcher name = matcher(identity, identityPattern, "--certificate-identity");
    TextMatcher by = matcher(issuer, issuerPattern, "--certificate-oidc-issuer");
    if (name == null || by == null) {
      throw new UsageException(
          "an identity is only as good as who vouches for it: give both --certificate-identity and"
              + " --certificate-oidc-issuer (or their -regexp)");
    }
    return new Signer.Identities(List.of(new IdentityMatcher(name, by)));
  }

  private static @Nullable TextMatcher matcher(
      Flag<String> exact, Flag<String> pattern, String option) {
    String text = exact.value();
    String expression = pattern.value();
    if (text != null && expression != null) {
      throw new UsageException("give " + option + " or " + option + "-regexp, not both");
    }
    if (text != null) {
      return new TextMatcher.Exactly(text);
    }
    if (expression == null) {
      return null;
    }
    try {
      return new TextMatcher.Matching(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          option + "-regexp '" + expression + "' is no regular expression: " + e.getDescription());
    }
  }

  private TrustedRoot root() throws IOException {
    TrustedRoot root = TrustedRoot.NONE;
    for (Path file : trustedRoots.or(new Path[0])) {
      root = root.and(TrustedRoot.parse(read(file), "trusted root " + file));
    }
    return root;
  }

  private void checkRoot(VerificationPolicy policy) {
    if (trustedRoots.value() != null) {
      return;
    }
    if (policy.signer() instanceof Signer.Identities) {
      throw new UsageException(
          "certificates are checked against those whom you trust: give --trusted-root FILE");
    }
    if (policy.timestampRequired()) {
      throw new UsageException("timestamps are checked by a --trusted-root FILE: give it too");
    }
    if (policy.logRequired()) {
      throw new UsageException(
          "a transparency log is checked by a --trusted-root FILE: give it too; or"
              + " --insecure-ignore-tlog if the signature is in no log, as those made by mcv-tool"
              + " sign");
    }
  }

  private static byte[] read(Path file) throws IOException {
    return InputFile.read(file, SignatureLimits.MAX_TRUST_BYTES);
  }
}
