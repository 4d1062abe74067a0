package io.mcv.oci.cosign.certificate;

import java.math.BigInteger;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate may be used for (RFC 5280 4.2.1).
 *
 * @param authority whether it may issue others
 * @param pathLength how many authorities may follow it; null for any number
 * @param keyUsage null where nothing is said
 * @param purposes extended key usage; null where nothing is said
 * @param names which ones those that follow may have; null for any
 * @param understood whether each critical extension is one of these, or of names
 */
record CertificateUse(
    boolean authority,
    @Nullable Integer pathLength,
    @Nullable KeyUsage keyUsage,
    @Nullable ExtendedKeyUsage purposes,
    @Nullable NameConstraints names,
    boolean understood) {
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName,
          Extension.nameConstraints);

  private static final CertificateUse NOTHING_SAID =
      new CertificateUse(false, null, null, null, null, true);

  /** Throws what BouncyCastle throws where an extension is not what its name says. */
  static CertificateUse of(@Nullable Extensions extensions) {
    if (extensions == null) {
      return NOTHING_SAID;
    }
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
    boolean authority = constraints != null && constraints.isCA();
    BigInteger length = authority ? constraints.getPathLenConstraint() : null;
    return new CertificateUse(
        authority,
        length == null ? null : length.intValueExact(),
        KeyUsage.fromExtensions(extensions),
        ExtendedKeyUsage.fromExtensions(extensions),
        NameConstraints.getInstance(extensions.getExtensionParsedValue(Extension.nameConstraints)),
        UNDERSTOOD.containsAll(Set.of(extensions.getCriticalExtensionOIDs())));
  }

  /** Whether the key may be used so, by one of the constants of {@link KeyUsage}. */
  boolean allows(int usage) {
    return keyUsage == null || keyUsage.hasUsages(usage);
  }

  /** Whether certificates under it may sign code: where it says nothing they may. */
  boolean allowsCodeSigningBelow() {
    return purposes == null
        || purposes.hasKeyPurposeId(KeyPurposeId.id_kp_codeSigning)
        || purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
  }

  /** Whether it says of itself that it signs code. */
  boolean isForCodeSigning() {
    return purposes != null && purposes.hasKeyPurposeId(KeyPurposeId.id_kp_codeSigning);
  }
}
