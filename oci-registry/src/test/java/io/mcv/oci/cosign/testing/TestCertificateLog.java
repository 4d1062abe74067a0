package io.mcv.oci.cosign.testing;

import io.mcv.oci.cosign.encoding.Bytes;
import io.mcv.oci.cosign.key.HashAlgorithm;
import io.mcv.oci.cosign.key.KeyType;
import io.mcv.oci.cosign.key.SignatureScheme;
import io.mcv.oci.cosign.key.SigningKey;
import io.mcv.oci.cosign.key.ValidityPeriod;
import io.mcv.oci.cosign.trust.TransparencyLog;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;

/** A certificate log with a key of its own, which says what RFC 6962 has it say. */
public final class TestCertificateLog {
  private static final int SHA256 = 4;

  private final SigningKey key;
  private final SignatureScheme scheme;
  private final int signature;

  private TestCertificateLog(KeyType type, SignatureScheme scheme, int signature) {
    this.key = SigningKey.generate(type);
    this.scheme = scheme;
    this.signature = signature;
  }

  /** One that signs as most do. */
  public static TestCertificateLog ecdsa() {
    return new TestCertificateLog(KeyType.ECDSA_P256, SignatureScheme.ECDSA_SHA256, 3);
  }

  /** One with an RSA key. */
  public static TestCertificateLog rsa() {
    return new TestCertificateLog(KeyType.RSA_2048, SignatureScheme.RSA_PKCS1_SHA256, 1);
  }

  /** One that says something else about how it signs than it does. */
  public static TestCertificateLog lyingAboutItsSignature() {
    return new TestCertificateLog(KeyType.ECDSA_P256, SignatureScheme.ECDSA_SHA256, 1);
  }

  /** As a trusted root has it. */
  public TransparencyLog trusted() {
    return trusted(new ValidityPeriod(TestCertificate.START, TestCertificate.END));
  }

  /** The same, trusted at another time. */
  public TransparencyLog trusted(ValidityPeriod validity) {
    return new TransparencyLog("log.example/2024", key.publicKey(), scheme, validity);
  }

  /** A timestamp of a certificate as it was before there was one in it. */
  byte[] timestamp(byte[] certificate, PublicKey issuer, Instant time, byte[] extensions)
      throws IOException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(signed);
    out.writeShort(0);
    out.writeLong(time.toEpochMilli());
    out.writeShort(1);
    out.write(sha256(Bytes.of(issuer.getEncoded())).toArray());
    out.writeByte(0);
    out.writeShort(certificate.length);
    out.write(certificate);
    vector(out, extensions);

    ByteArrayOutputStream timestamp = new ByteArrayOutputStream();
    out = new DataOutputStream(timestamp);
    out.writeByte(0);
    out.write(key.publicKey().fingerprint().toArray());
    out.writeLong(time.toEpochMilli());
    vector(out, extensions);
    out.writeByte(SHA256);
    out.writeByte(signature);
    vector(out, key.sign(signed.toByteArray(), scheme).toArray());
    return timestamp.toByteArray();
  }

  /** Timestamps as an extension holds them. */
  public static byte[] list(List<byte[]> timestamps) throws IOException {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    for (byte[] each : timestamps) {
      vector(new DataOutputStream(entries), each);
    }
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    vector(new DataOutputStream(list), entries.toByteArray());
    return list.toByteArray();
  }

  private static void vector(DataOutputStream out, byte[] content) throws IOException {
    out.writeShort(content.length);
    out.write(content);
  }

  private static Bytes sha256(Bytes content) {
    return content.hash(HashAlgorithm.SHA256.newMessageDigest());
  }
}
