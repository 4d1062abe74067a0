package io.mcv.oci.cosign.key;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A public key that signatures are checked with, by a closed list of schemes.
 *
 * <table>
 *   <caption>Which schemes are tried, in this order</caption>
 *   <tr><td>P-256</td><td>ECDSA with SHA-256</td></tr>
 *   <tr><td>P-384</td><td>ECDSA with SHA-384 (cosign 3), with SHA-256 (cosign 2)</td></tr>
 *   <tr><td>P-521</td><td>ECDSA with SHA-512 (cosign 3), with SHA-256 (cosign 2)</td></tr>
 *   <tr><td>RSA</td><td>PKCS #1 v1.5 with SHA-256; PSS only where a JWK or a trusted root says
 *       so</td></tr>
 *   <tr><td>Ed25519</td><td>Ed25519 (cosign 2), Ed25519ph (cosign 3)</td></tr>
 * </table>
 *
 * Out of scope: whether the key may be trusted, which is for whoever names it, and whether it was
 * used in its time, since only others know when that was.
 */
public final class VerificationKey {
  private final PublicKey key;
  private final KeyAlgorithm algorithm;
  private final String kind;
  private final Bytes spki;
  private final Bytes fingerprint;
  private final EcdsaCheck ecdsa;
  private final List<SignatureScheme> schemes;
  private final ValidityPeriod validity;

  /** A key that {@link SubjectPublicKey} has found good. */
  VerificationKey(PublicKey key, KeyAlgorithm algorithm, String kind, Bytes spki) {
    this(key, algorithm, kind, spki, algorithm.schemes(), ValidityPeriod.ALWAYS);
  }

  private VerificationKey(
      PublicKey key,
      KeyAlgorithm algorithm,
      String kind,
      Bytes spki,
      List<SignatureScheme> schemes,
      ValidityPeriod validity) {
    this.key = key;
    this.algorithm = algorithm;
    this.kind = kind;
    this.spki = spki;
    this.fingerprint = spki.hash(HashAlgorithm.SHA256.newMessageDigest());
    this.ecdsa = EcdsaCheck.of(spki.toArray());
    this.schemes = schemes;
    this.validity = validity;
  }

  /**
   * Reads a key of the user: PEM ({@code PUBLIC KEY}, {@code RSA PUBLIC KEY}) or a JWK, whose
   * {@code nbf} and {@code exp} say when it may be used, and whose {@code alg} by which scheme.
   *
   * @param what it is, for the error
   * @throws KeyFileException if it is none, of a kind that is not used, or too weak
   */
  public static VerificationKey parse(byte[] text, String what) throws KeyFileException {
    return PublicKeyFile.read(text, what);
  }

  /**
   * A key as certificates and trusted roots hold it, a DER {@code SubjectPublicKeyInfo}.
   *
   * @throws SignatureRejectedException with {@code MALFORMED}, {@code LIMIT_EXCEEDED} or {@code
   *     KEY_UNSUPPORTED}
   */
  public static VerificationKey ofSpki(Bytes der, String what) throws SignatureRejectedException {
    return SubjectPublicKey.read(der.toArray(), what);
  }

  /** Its DER {@code SubjectPublicKeyInfo}. */
  public Bytes spki() {
    return spki;
  }

  /** The SHA-256 of {@link #spki}: what logs are named by. */
  public Bytes fingerprint() {
    return fingerprint;
  }

  /** When it may be used, as far as the key itself says. */
  public ValidityPeriod validity() {
    return validity;
  }

  /** The same key with a time of use; sigstore calls it a key with a validity window. */
  public VerificationKey withValidity(ValidityPeriod other) {
    return new VerificationKey(key, algorithm, kind, spki, schemes, other);
  }

  /** The same key for this scheme alone. */
  VerificationKey withScheme(SignatureScheme scheme) {
    return new VerificationKey(key, algorithm, kind, spki, List.of(scheme), validity);
  }

  /** The schemes that are tried with it by default, in this order. */
  public List<SignatureScheme> schemes() {
    return schemes;
  }

  /** As {@code P-256} or {@code RSA-2048}. */
  String kind() {
    return kind;
  }

  /** Whether it can sign so at all. */
  public boolean allows(SignatureScheme scheme) {
    return algorithm.allows(scheme);
  }

  /**
   * Checks a signature by {@link #schemes}.
   *
   * @return the scheme that fits
   * @throws SignatureRejectedException with {@code SIGNATURE_INVALID} if none fits
   */
  public SignatureScheme verify(SignedContent content, Bytes signature)
      throws SignatureRejectedException {
    return verify(content, signature, schemes);
  }

  /** The same by these schemes alone, of which one that the key does not allow never fits. */
  public SignatureScheme verify(SignedContent content, Bytes signature, List<SignatureScheme> tried)
      throws SignatureRejectedException {
    if (signature.size() <= SignatureLimits.MAX_SIGNATURE_BYTES) {
      byte[] bytes = signature.toArray();
      for (SignatureScheme scheme : tried) {
        if (allows(scheme) && SchemeCheck.fits(key, ecdsa, scheme, content, bytes)) {
          return scheme;
        }
      }
    }
    boolean bytesMissing = content.bytes() == null && tried.contains(SignatureScheme.ED25519);
    throw new SignatureRejectedException(
        Reason.SIGNATURE_INVALID,
        "the signature does not fit "
            + this
            + " by "
            + tried.stream().map(SignatureScheme::words).collect(Collectors.joining(" or "))
            + (bytesMissing
                ? "; Ed25519 could not be tried, as it needs the file itself, of at most "
                    + SignatureLimits.MAX_CONTENT_BYTES
                    + " bytes, and not its digest"
                : ""));
  }

  /**
   * Whether an ECDSA signature of a hash fits, whichever function made the hash: certificates name
   * theirs. Nothing fits a key of another kind.
   */
  public boolean fitsEcdsa(byte[] hash, byte[] signature) {
    return ecdsa.fits(hash, signature);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerificationKey that
        && spki.equals(that.spki)
        && schemes.equals(that.schemes)
        && validity.equals(that.validity);
  }

  @Override
  public int hashCode() {
    return Objects.hash(spki, schemes, validity);
  }

  /** One line for people, as {@code P-256 key SHA256:…}. */
  @Override
  public String toString() {
    return kind + " key SHA256:" + fingerprint;
  }
}
