package io.mcv.oci.cosign.certificate;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import io.mcv.oci.model.Printable;

/**
 * Which identities are accepted.
 *
 * @param name one of the certificate's names must match
 * @param issuer of the identity
 * @param emailOnly whether only e-mail addresses are names; a URI may look like one
 */
public record IdentityMatcher(TextMatcher name, TextMatcher issuer, boolean emailOnly) {

  /** By names of any kind. */
  public IdentityMatcher(TextMatcher name, TextMatcher issuer) {
    this(name, issuer, false);
  }

  /**
   * Checks an identity.
   *
   * @return the name that matched
   * @throws SignatureRejectedException with {@code IDENTITY_MISMATCH} or {@code ISSUER_MISMATCH}
   */
  public String check(CertificateIdentity identity) throws SignatureRejectedException {
    String matching = null;
    for (String each : emailOnly ? identity.emails() : identity.names()) {
      if (name.matches(each)) {
        matching = each;
        break;
      }
    }
    if (matching == null) {
      throw new SignatureRejectedException(
          Reason.IDENTITY_MISMATCH,
          "the certificate is of "
              + words(identity)
              + ", and "
              + (emailOnly ? "the e-mail address " : "")
              + name
              + " is asked for");
    }
    String by = identity.issuer();
    if (by == null || !issuer.matches(by)) {
      throw new SignatureRejectedException(
          Reason.ISSUER_MISMATCH,
          "the identity in the certificate is issued by "
              + (by == null ? "nobody it names" : "'" + Printable.of(by) + "'")
              + ", and "
              + issuer
              + " is asked for");
    }
    return matching;
  }

  @Override
  public String toString() {
    return name + " of issuer " + issuer;
  }

  private static String words(CertificateIdentity identity) {
    if (identity.names().isEmpty()) {
      return "nobody";
    }
    int more = identity.names().size() - 1;
    return "'"
        + Printable.of(identity.names().get(0))
        + "'"
        + (more > 0 ? " and " + more + " more" : "");
  }
}
