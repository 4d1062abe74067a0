package io.mcv.oci.cosign.testing;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.trust.CertificateAuthority;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A certificate with its private key, made for a test. Authorities issue signers and other
 * authorities; {@link TestCertificateBuilder} makes what is wrong with them.
 */
public final class TestCertificate {
  /** When certificates start to be valid, unless a test says otherwise. */
  public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  /** The last moment at which they are. */
  public static final Instant END = Instant.parse("2024-12-31T23:59:59Z");

  /** A moment at which they are. */
  public static final Instant WITHIN = Instant.parse("2024-06-01T12:00:00Z");

  private final X509CertificateHolder holder;
  private final KeyPair keys;

  TestCertificate(X509CertificateHolder holder, KeyPair keys) {
    this.holder = holder;
    this.keys = keys;
  }

  /** An authority that may be a root, as it should be; to be issued still. */
  public static TestCertificateBuilder authority(String name) {
    return new TestCertificateBuilder(new X500Name("CN=" + name), p256()).forAuthority();
  }

  /** A signer with a URI as its identity, as Fulcio has it; to be issued still. */
  public static TestCertificateBuilder signer(String uri) {
    return new TestCertificateBuilder(new X500Name(""), p256()).forSigner(uri);
  }

  /** As a trusted root has them, the issuer first and the anchor last. */
  public static CertificateAuthority trusted(TestCertificate... chain) {
    return trusted(ValidityPeriod.ALWAYS, chain);
  }

  /** The same, trusted at a time. */
  public static CertificateAuthority trusted(ValidityPeriod validity, TestCertificate... chain) {
    List<Bytes> ders = new ArrayList<>();
    for (TestCertificate each : chain) {
      ders.add(each.der());
    }
    return new CertificateAuthority("test authority", ders, validity);
  }

  /** A new key on P-256. */
  public static KeyPair p256() {
    return keys("EC", "secp256r1");
  }

  /** A new key on a curve. */
  public static KeyPair keys(String algorithm, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its bytes. */
  public Bytes der() {
    try {
      return Bytes.of(holder.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its key, as certificate logs sign it. */
  public Bytes spki() {
    return Bytes.of(keys.getPublic().getEncoded());
  }

  /** Its keys, for another certificate with the same. */
  public KeyPair keys() {
    return keys;
  }

  X509CertificateHolder holder() {
    return holder;
  }
}
