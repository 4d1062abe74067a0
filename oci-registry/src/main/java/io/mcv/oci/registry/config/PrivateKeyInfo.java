package io.mcv.oci.registry.config;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * Puts private keys of older formats into PKCS#8, which the JDK reads.
 *
 * <table>
 * <caption>DER of PKCS#8 (RFC 5208, section 5)</caption>
 * <tr><td>{@code 30} SEQUENCE</td><td>PrivateKeyInfo</td></tr>
 * <tr><td>{@code 02 01 00} INTEGER</td><td>version: 0</td></tr>
 * <tr><td>{@code 30} SEQUENCE</td><td>privateKeyAlgorithm: an object identifier and parameters, for
 *     RSA {@code rsaEncryption} and NULL, for EC {@code ecPublicKey} and the curve</td></tr>
 * <tr><td>{@code 04} OCTET STRING</td><td>privateKey: for RSA the RSAPrivateKey of PKCS#1 (RFC
 *     8017, A.1.2), for EC the ECPrivateKey of SEC 1 (RFC 5915)</td></tr>
 * </table>
 *
 * <p>The algorithm is that of the public key of the same pair, in whose DER (SubjectPublicKeyInfo,
 * RFC 5280, section 4.1) it comes first. So keys need not be understood, and one of SEC 1 may lack
 * its curve, as it often does.
 */
final class PrivateKeyInfo {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};

  private PrivateKeyInfo() {}

  /**
   * The DER of PKCS#8.
   *
   * @param publicKey of the same pair
   * @param privateKey DER of PKCS#1 or SEC 1
   */
  static byte[] wrap(PublicKey publicKey, byte[] privateKey) {
    return element(
        SEQUENCE, VERSION, algorithm(publicKey.getEncoded()), element(OCTET_STRING, privateKey));
  }

  private static byte[] algorithm(byte[] publicKeyInfo) {
    int start = headerLength(publicKeyInfo, 0);
    int end = start + headerLength(publicKeyInfo, start) + contentLength(publicKeyInfo, start);
    return Arrays.copyOfRange(publicKeyInfo, start, end);
  }

  /** Tag and length: a byte each, but that a length of 128 or more says how many bytes it has. */
  private static int headerLength(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return first < 0x80 ? 2 : 2 + (first & 0x7f);
  }

  private static int contentLength(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 2; i < headerLength(der, at); i++) {
      length = length << 8 | der[at + i] & 0xff;
    }
    return length;
  }

  private static byte[] element(int tag, byte[]... contents) {
    int length = 0;
    for (byte[] content : contents) {
      length += content.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
    out.write(tag);
    writeLength(out, length);
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
    out.write(0x80 | bytes);
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      out.write(length >>> shift);
    }
  }
}
