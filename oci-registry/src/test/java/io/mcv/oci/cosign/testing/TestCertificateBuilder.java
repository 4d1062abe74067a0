package io.mcv.oci.cosign.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What a certificate will say, until it is issued. Each method changes it and returns it. */
public final class TestCertificateBuilder {
  private static final ASN1ObjectIdentifier TIMESTAMPS =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
  private static final String FULCIO = "1.3.6.1.4.1.57264.1.";

  private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private X500Name subject;
  private KeyPair keys;
  private Instant from = TestCertificate.START;
  private Instant to = TestCertificate.END;
  private String algorithm = "SHA256withECDSA";

  private record Sighting(TestCertificateLog log, Instant time, byte[] extensions) {}

  TestCertificateBuilder(X500Name subject, KeyPair keys) {
    this.subject = subject;
    this.keys = keys;
  }

  TestCertificateBuilder forAuthority() {
    return with(Extension.basicConstraints, true, new BasicConstraints(true))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  TestCertificateBuilder forSigner(String uri) {
    return with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .purpose(KeyPurposeId.id_kp_codeSigning)
        .named(new GeneralName(GeneralName.uniformResourceIdentifier, uri))
        .fulcio(8, "https://issuer.example");
  }

  /** When it is valid, both ends included. */
  public TestCertificateBuilder valid(Instant first, Instant last) {
    from = first;
    to = last;
    return this;
  }

  /** Whose it is. */
  public TestCertificateBuilder subject(String name) {
    subject = new X500Name(name);
    return this;
  }

  /** Which key it has, and by which algorithm of the JDK an authority signs with it. */
  public TestCertificateBuilder keys(KeyPair own) {
    keys = own;
    return this;
  }

  /** How it is signed, as the JDK names it. */
  public TestCertificateBuilder algorithm(String name) {
    algorithm = name;
    return this;
  }

  /** An extension, instead of one of the same name. */
  public TestCertificateBuilder with(
      ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      return withBytes(id, critical, value.toASN1Primitive().getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An extension with these bytes, whatever they are. */
  public TestCertificateBuilder withBytes(ASN1ObjectIdentifier id, boolean critical, byte[] value) {
    extensions.put(id, new Extension(id, critical, new DEROctetString(value)));
    return this;
  }

  /** Not this extension. */
  public TestCertificateBuilder without(ASN1ObjectIdentifier id) {
    extensions.remove(id);
    return this;
  }

  /** What it is for. */
  public TestCertificateBuilder purpose(KeyPurposeId... purposes) {
    return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
  }

  /** How many authorities may follow it. */
  public TestCertificateBuilder pathLength(int most) {
    return with(Extension.basicConstraints, true, new BasicConstraints(most));
  }

  /** Which alternative names it has. */
  public TestCertificateBuilder named(GeneralName... names) {
    return with(Extension.subjectAlternativeName, true, new GeneralNames(names));
  }

  /** Fulcio's other name instead. */
  public TestCertificateBuilder otherName(String text) {
    ASN1EncodableVector name = new ASN1EncodableVector();
    name.add(new ASN1ObjectIdentifier(FULCIO + 7));
    name.add(new DERTaggedObject(true, 0, new DERUTF8String(text)));
    return named(new GeneralName(GeneralName.otherName, new DERSequence(name)));
  }

  /** An extension of Fulcio: the first six as bare text. */
  public TestCertificateBuilder fulcio(int number, String text) {
    ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(FULCIO + number);
    return number < 7
        ? withBytes(id, false, text.getBytes(StandardCharsets.UTF_8))
        : with(id, false, new DERUTF8String(text));
  }

  /** With a timestamp of a log; several make one list. */
  public TestCertificateBuilder seenBy(TestCertificateLog log, Instant time) {
    return seenBy(log, time, new byte[0]);
  }

  /** The same with extensions of the log. */
  public TestCertificateBuilder seenBy(TestCertificateLog log, Instant time, byte[] signedToo) {
    sightings.add(new Sighting(log, time, signedToo));
    return this;
  }

  /** With bytes where the list of timestamps should be. */
  public TestCertificateBuilder timestamps(byte[] list) {
    return with(TIMESTAMPS, false, new DEROctetString(list));
  }

  /** Issues it to itself. */
  public TestCertificate selfSigned() {
    return issued(subject, keys);
  }

  /** Issues it. */
  public TestCertificate issuedBy(TestCertificate authority) {
    return issued(authority.holder().getSubject(), authority.keys());
  }

  private TestCertificate issued(X500Name issuer, KeyPair by) {
    try {
      List<Extension> all = new ArrayList<>(extensions.values());
      if (!sightings.isEmpty()) {
        byte[] before = sign(issuer, by, all).toASN1Structure().getTBSCertificate().getEncoded();
        List<byte[]> timestamps = new ArrayList<>();
        for (Sighting each : sightings) {
          timestamps.add(each.log.timestamp(before, by.getPublic(), each.time, each.extensions));
        }
        byte[] list = new DEROctetString(TestCertificateLog.list(timestamps)).getEncoded();
        // In the middle, so that the order of the others must be kept.
        all.add(1, new Extension(TIMESTAMPS, false, new DEROctetString(list)));
      }
      return new TestCertificate(sign(issuer, by, all), keys);
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509CertificateHolder sign(X500Name issuer, KeyPair by, List<Extension> all)
      throws IOException, OperatorCreationException {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer,
            BigInteger.valueOf(4711),
            Date.from(from),
            Date.from(to),
            subject,
            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    for (Extension each : all) {
      builder.addExtension(each);
    }
    return builder.build(new JcaContentSignerBuilder(algorithm).build(by.getPrivate()));
  }
}
