package io.mcv.oci.cosign.timestamp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * The key of a certificate, by which signatures are checked: ECDSA by BouncyCastle, which is
 * faster, others by the JDK. The certificate itself is read by BouncyCastle: the JDK refuses those
 * without a subject, which authorities have.
 */
record AuthorityKey(X509CertificateHolder certificate, ContentVerifierProvider verifiers)
    implements ContentVerifierProvider {

  static AuthorityKey of(X509CertificateHolder certificate) throws OperatorCreationException {
    SubjectPublicKeyInfo key = certificate.getSubjectPublicKeyInfo();
    if (key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return new AuthorityKey(certificate, elliptic(certificate));
    }
    try {
      KeyFactory factory = KeyFactory.getInstance(jdkName(key.getAlgorithm().getAlgorithm()));
      return new AuthorityKey(
          certificate,
          new JcaContentVerifierProviderBuilder()
              .build(factory.generatePublic(new X509EncodedKeySpec(key.getEncoded()))));
    } catch (IOException | GeneralSecurityException e) {
      throw new OperatorCreationException("not a key that the JDK knows", e);
    }
  }

  private static ContentVerifierProvider elliptic(X509CertificateHolder certificate)
      throws OperatorCreationException {
    try {
      return new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
          .build(certificate);
    } catch (RuntimeException e) {
      throw new OperatorCreationException("not a key on a curve", e);
    }
  }

  private static String jdkName(ASN1ObjectIdentifier algorithm) {
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA";
    }
    return algorithm.equals(EdECObjectIdentifiers.id_Ed25519) ? "Ed25519" : algorithm.getId();
  }

  @Override
  public boolean hasAssociatedCertificate() {
    return true;
  }

  @Override
  public X509CertificateHolder getAssociatedCertificate() {
    return certificate;
  }

  @Override
  public ContentVerifier get(AlgorithmIdentifier algorithm) throws OperatorCreationException {
    return verifiers.get(algorithm);
  }
}
