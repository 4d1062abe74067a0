package io.mcv.oci.cosign.timestamp;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies timestamps of authorities that are trusted.
 *
 * <p>Checked are, in this order:
 *
 * <ol>
 *   <li>the response is granted, and has a token
 *   <li>the signer of the token is the first certificate of a trusted authority. One that comes
 *       with it must be that one; it is trusted in nothing
 *   <li>the token is about the stamped bytes, by SHA-256, SHA-384 or SHA-512
 *   <li>the time lies in that of the authority (both ends belong to it), and all certificates of
 *       its chain were valid then, whether or not they are today
 *   <li>the token is signed by that certificate, which it names by its hash (RFC 5816), and which
 *       is for timestamps alone
 *   <li>the certificate is under the authority's anchor
 * </ol>
 *
 * <p>Nobody signs the words of the status, attributes that are not authenticated, and certificates
 * that come along; they are not used. Out of scope: the nonce, which is for whoever asked; ordering
 * and accuracy; revocation, for which there is no network.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2">RFC 3161, response format</a>
 */
public final class TimestampVerifier {
  private final List<CertificateAuthority> authorities;

  /** Read once, with what was found of their paths. */
  private final Map<CertificateAuthority, AuthorityChain> chains = new ConcurrentHashMap<>();

  /** With these authorities. */
  public TimestampVerifier(List<CertificateAuthority> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  /**
   * Verifies a timestamp.
   *
   * @param response DER of a {@code TimeStampResp}
   * @param stamped what it must be about: the bytes of a signature
   * @throws SignatureRejectedException with {@code TIMESTAMP_INVALID}, {@code TIMESTAMP_UNTRUSTED}
   *     or {@code LIMIT_EXCEEDED}
   */
  public TrustedTimestamp verify(Bytes response, Bytes stamped) throws SignatureRejectedException {
    TimestampToken token = TimestampToken.parse(response);
    @Nullable SignatureRejectedException refused = null;
    for (CertificateAuthority each : authorities) {
      AuthorityChain chain = chain(each);
      if (token.isBy(chain.signer())) {
        try {
          return verify(token, stamped, each, chain);
        } catch (SignatureRejectedException e) {
          // Another entry of the trusted root may have the same authority for another time.
          refused = refused == null || e.reason() == Reason.TIMESTAMP_INVALID ? e : refused;
        }
      }
    }
    if (refused != null) {
      throw refused;
    }
    throw new SignatureRejectedException(
        Reason.TIMESTAMP_UNTRUSTED,
        "the timestamp is by an authority that no trusted root names; name one with it");
  }

  private AuthorityChain chain(CertificateAuthority authority) throws SignatureRejectedException {
    AuthorityChain known = chains.get(authority);
    if (known == null) {
      known = AuthorityChain.of(authority);
      chains.put(authority, known);
    }
    return known;
  }

  private static TrustedTimestamp verify(
      TimestampToken token, Bytes stamped, CertificateAuthority authority, AuthorityChain chain)
      throws SignatureRejectedException {
    token.checkAbout(stamped);
    Instant time = token.time();
    if (!authority.validity().contains(time)) {
      throw new SignatureRejectedException(
          Reason.TIMESTAMP_UNTRUSTED,
          "the timestamp authority "
              + authority.name()
              + " is trusted from "
              + authority.validity()
              + ", and the timestamp is of "
              + time);
    }
    chain.checkValidAt(time);
    token.checkSignedBy(chain.signer(), authority.name());
    chain.checkPath();
    return new TrustedTimestamp(time, authority.name());
  }
}
