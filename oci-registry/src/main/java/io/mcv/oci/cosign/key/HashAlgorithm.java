package io.mcv.oci.cosign.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions of signatures. */
public enum HashAlgorithm {
  /** As in most signatures. */
  SHA256("SHA-256", "SHA2_256", "sha256", 32),
  /** With P-384. */
  SHA384("SHA-384", "SHA2_384", "sha384", 48),
  /** With P-521, and in Ed25519ph. */
  SHA512("SHA-512", "SHA2_512", "sha512", 64);

  private final String jdkName;
  private final String bundleName;
  private final String shortName;
  private final int size;

  HashAlgorithm(String jdkName, String bundleName, String shortName, int size) {
    this.jdkName = jdkName;
    this.bundleName = bundleName;
    this.shortName = shortName;
    this.size = size;
  }

  /** As bundles name it, {@code SHA2_256}. */
  public String bundleName() {
    return bundleName;
  }

  /** As digests and log entries name it, {@code sha256}. */
  public String shortName() {
    return shortName;
  }

  /** Bytes of a hash. */
  public int size() {
    return size;
  }

  /** A fresh hash function of the JDK. */
  public MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance(jdkName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + jdkName, e);
    }
  }
}
