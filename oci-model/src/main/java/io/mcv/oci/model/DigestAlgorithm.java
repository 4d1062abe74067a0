package io.mcv.oci.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A digest algorithm that image-spec registers.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#registered-algorithms">descriptor.md,
 *     Registered algorithms</a>
 */
public enum DigestAlgorithm {
  /** SHA-256, 64 hexadecimal digits; every implementation has it. */
  SHA256("sha256", "SHA-256", 64),
  /** SHA-512, 128 hexadecimal digits. */
  SHA512("sha512", "SHA-512", 128);

  private final String prefix;
  private final String jdkName;
  private final int hexLength;

  DigestAlgorithm(String prefix, String jdkName, int hexLength) {
    this.prefix = prefix;
    this.jdkName = jdkName;
    this.hexLength = hexLength;
  }

  /** The name before the colon of a digest, as {@code sha256}. */
  public String prefix() {
    return prefix;
  }

  /** How many hexadecimal digits a digest of this algorithm has. */
  public int hexLength() {
    return hexLength;
  }

  /** A fresh hash function of the JDK. */
  public MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance(jdkName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + jdkName, e);
    }
  }

  /** The algorithm whose {@link #prefix} this is; empty where it is not registered. */
  public static Optional<DigestAlgorithm> ofPrefix(String prefix) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.prefix.equals(prefix)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
