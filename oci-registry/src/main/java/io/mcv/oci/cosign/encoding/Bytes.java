package io.mcv.oci.cosign.encoding;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes that do not change: a signature, a hash, the DER of a certificate. */
public final class Bytes {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of these. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** How many there are. */
  public int size() {
    return bytes.length;
  }

  /** A copy that the caller may change. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** The first of them. */
  public Bytes first(int count) {
    return new Bytes(Arrays.copyOf(bytes, count));
  }

  /** All but the first of them. */
  public Bytes from(int count) {
    return new Bytes(Arrays.copyOfRange(bytes, count, bytes.length));
  }

  /** Their hash. */
  public Bytes hash(MessageDigest function) {
    return new Bytes(function.digest(bytes));
  }

  /** In lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** In standard base64 with padding. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
