package io.mcv.oci.cosign.certificate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a certificate names.
 *
 * @param names subject alternative names: e-mail address, URI, DNS name, or Fulcio's other name
 * @param emails those of the names that are e-mail addresses
 * @param issuer of the identity, from Fulcio's extensions; null where it has none
 * @param extensions Fulcio's further ones by their name, such as {@code sourceRepositoryURI}
 */
public record CertificateIdentity(
    List<String> names,
    List<String> emails,
    @Nullable String issuer,
    Map<String, String> extensions) {
  /** With lists and a map of its own. */
  public CertificateIdentity {
    names = List.copyOf(names);
    emails = List.copyOf(emails);
    extensions = Map.copyOf(extensions);
  }
}
