package io.mcv.oci.cosign.testing;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** A timestamp authority with keys of its own: an anchor, and a certificate that signs. */
public final class TestTimestampAuthority {
  /** When its certificates start to be valid. */
  public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  /** The last moment at which they are. */
  public static final Instant END = Instant.parse("2024-12-31T23:59:59Z");

  private static final X500Name ANCHOR = new X500Name("CN=anchor of timestamps");
  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4");

  private final KeyPair anchorKey = generate();
  private final KeyPair key = generate();
  private final X509CertificateHolder anchor;
  private final X509CertificateHolder signer;

  private TestTimestampAuthority(Purpose purpose, boolean anchorIsAuthority) throws Exception {
    anchor =
        certificate(ANCHOR, ANCHOR, 1, anchorKey)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(anchorIsAuthority))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(anchorKey.getPrivate()));
    X509v3CertificateBuilder builder = certificate(ANCHOR, new X500Name("CN=timestamps"), 2, key);
    if (purpose.identifiers.length > 0) {
      builder.addExtension(
          Extension.extendedKeyUsage, purpose.critical, new ExtendedKeyUsage(purpose.identifiers));
    }
    if (purpose == Purpose.ISSUES_CERTIFICATES) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    }
    signer =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(anchorKey.getPrivate()));
  }

  /** What the certificate of the signer says that it is for. */
  public enum Purpose {
    /** Timestamps, as it must be. */
    TIMESTAMPS(true, KeyPurposeId.id_kp_timeStamping),
    /** Timestamps, in an extension that is not critical. */
    TIMESTAMPS_NOT_CRITICAL(false, KeyPurposeId.id_kp_timeStamping),
    /** Timestamps and code. */
    TIMESTAMPS_AND_CODE(true, KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning),
    /** Code alone. */
    CODE(true, KeyPurposeId.id_kp_codeSigning),
    /** Nothing in particular. */
    ANY(false),
    /** Timestamps, and it is an authority for certificates too. */
    ISSUES_CERTIFICATES(true, KeyPurposeId.id_kp_timeStamping);

    private final boolean critical;
    private final KeyPurposeId[] identifiers;

    Purpose(boolean critical, KeyPurposeId... identifiers) {
      this.critical = critical;
      this.identifiers = identifiers;
    }
  }

  /** One as it should be. */
  public static TestTimestampAuthority create() throws Exception {
    return create(Purpose.TIMESTAMPS);
  }

  /** One whose signer has a certificate for something. */
  public static TestTimestampAuthority create(Purpose purpose) throws Exception {
    return new TestTimestampAuthority(purpose, true);
  }

  /** One whose anchor is no authority for certificates. */
  public static TestTimestampAuthority withoutAuthority() throws Exception {
    return new TestTimestampAuthority(Purpose.TIMESTAMPS, false);
  }

  /** As a trusted root has it. */
  public CertificateAuthority trusted() throws Exception {
    return trusted(new ValidityPeriod(START, END));
  }

  /** The same, trusted at another time. */
  public CertificateAuthority trusted(ValidityPeriod validity) throws Exception {
    return trusted(validity, anchor);
  }

  /** The same under the anchor of another one with the same name. */
  public CertificateAuthority trustedUnder(TestTimestampAuthority other) throws Exception {
    return trusted(new ValidityPeriod(START, END), other.anchor);
  }

  private CertificateAuthority trusted(ValidityPeriod validity, X509CertificateHolder under)
      throws Exception {
    return new CertificateAuthority(
        "test authority",
        List.of(Bytes.of(signer.getEncoded()), Bytes.of(under.getEncoded())),
        validity);
  }

  /** The response to a request with a certificate. */
  public Bytes stamp(Bytes stamped, Instant time) throws Exception {
    return stamp(stamped, time, HashAlgorithm.SHA256, true);
  }

  /** A response with the hash of something. */
  public Bytes stamp(Bytes stamped, Instant time, HashAlgorithm algorithm, boolean certificate)
      throws Exception {
    ASN1ObjectIdentifier name =
        switch (algorithm) {
          case SHA256 -> NISTObjectIdentifiers.id_sha256;
          case SHA384 -> NISTObjectIdentifiers.id_sha384;
          case SHA512 -> NISTObjectIdentifiers.id_sha512;
        };
    return stamp(name, stamped.hash(algorithm.newMessageDigest()).toArray(), time, certificate);
  }

  /** A response with any hash. */
  public Bytes stamp(ASN1ObjectIdentifier algorithm, byte[] hash, Instant time, boolean certificate)
      throws Exception {
    return respond(statement(algorithm, hash, time, null), signer, certificate);
  }

  /** A response that is right but for an extension that nobody knows. */
  public Bytes stampWithExtension(Bytes stamped, Instant time, boolean critical) throws Exception {
    byte[] hash = stamped.hash(HashAlgorithm.SHA256.newMessageDigest()).toArray();
    Extensions extensions =
        new Extensions(new Extension(POLICY, critical, DERNull.INSTANCE.getEncoded()));
    return respond(
        statement(NISTObjectIdentifiers.id_sha256, hash, time, extensions), signer, true);
  }

  /** A response that is right but for the hash of the signer's certificate, which is another's. */
  public Bytes stampFor(TestTimestampAuthority other, Bytes stamped, Instant time)
      throws Exception {
    byte[] hash = stamped.hash(HashAlgorithm.SHA256.newMessageDigest()).toArray();
    return respond(
        statement(NISTObjectIdentifiers.id_sha256, hash, time, null), other.signer, true);
  }

  private static TSTInfo statement(
      ASN1ObjectIdentifier algorithm, byte[] hash, Instant time, @Nullable Extensions extensions) {
    return new TSTInfo(
        POLICY,
        new MessageImprint(new AlgorithmIdentifier(algorithm), hash),
        new ASN1Integer(1),
        new ASN1GeneralizedTime(Date.from(time)),
        null,
        null,
        null,
        null,
        extensions);
  }

  /** By hand, since BouncyCastle makes no token that is wrong. */
  private Bytes respond(TSTInfo statement, X509CertificateHolder named, boolean certificate)
      throws Exception {
    byte[] hash =
        Bytes.of(named.getEncoded()).hash(HashAlgorithm.SHA256.newMessageDigest()).toArray();
    Attribute identity =
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash))));
    Attribute signingTime =
        new Attribute(
            CMSAttributes.signingTime, new DERSet(new Time(statement.getGenTime().getDate())));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(
                    new AttributeTable(new DERSet(new ASN1Encodable[] {identity, signingTime}))))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()), signer));
    if (certificate) {
      generator.addCertificate(signer);
    }
    CMSSignedData signed =
        generator.generate(
            new CMSProcessableByteArray(
                PKCSObjectIdentifiers.id_ct_TSTInfo, statement.getEncoded()),
            true);
    return Bytes.of(
        new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), signed.toASN1Structure())
            .getEncoded(ASN1Encoding.DER));
  }

  private static X509v3CertificateBuilder certificate(
      X500Name issuer, X500Name subject, long number, KeyPair key) {
    return new X509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(number),
        Date.from(START),
        Date.from(END),
        subject,
        SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
