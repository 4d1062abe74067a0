package io.mcv.oci.model;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name of content by its hash, {@code algorithm:hex}, validated: a digest is safe in a path and
 * in a URL.
 *
 * @param algorithm how it was hashed
 * @param hex lower-case hexadecimal digits, as many as the algorithm has
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests">descriptor.md,
 *     Digests</a>
 */
public record Digest(DigestAlgorithm algorithm, String hex) implements Comparable<Digest> {

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if length or digits are not those of the algorithm
   */
  public Digest {
    if (!isHex(hex, algorithm.hexLength())) {
      throw new IllegalArgumentException(
          "not "
              + algorithm.hexLength()
              + " lower-case hexadecimal digits after "
              + algorithm.prefix()
              + ":");
    }
  }

  /**
   * Reads {@code sha256:…} or {@code sha512:…}.
   *
   * @throws IllegalArgumentException if it is not a digest, or of an algorithm not registered
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a digest is ALGORITHM:HEX, as in sha256:0123…");
    }
    DigestAlgorithm algorithm =
        DigestAlgorithm.ofPrefix(text.substring(0, colon))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the digest algorithm is neither sha256 nor sha512"));
    return new Digest(algorithm, text.substring(colon + 1));
  }

  /** The digest of these bytes. */
  public static Digest of(DigestAlgorithm algorithm, byte[] content) {
    return finish(algorithm, feed(algorithm.newMessageDigest(), content));
  }

  /** The SHA-256 digest of these bytes. */
  public static Digest sha256(byte[] content) {
    return of(DigestAlgorithm.SHA256, content);
  }

  /** The digest that a hash function has gathered; it is reset by this. */
  public static Digest finish(DigestAlgorithm algorithm, MessageDigest function) {
    return new Digest(algorithm, HexFormat.of().formatHex(function.digest()));
  }

  private static MessageDigest feed(MessageDigest function, byte[] content) {
    function.update(content);
    return function;
  }

  private static boolean isHex(String text, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Written out: what the compiler makes for records is slow to start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest that && algorithm == that.algorithm && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm.prefix() + ":" + hex;
  }
}
