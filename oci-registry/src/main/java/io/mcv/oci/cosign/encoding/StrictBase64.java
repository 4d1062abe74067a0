package io.mcv.oci.cosign.encoding;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.Base64;

/**
 * Base64 with one text for the same bytes: padded, without line ends, the bits that are left over
 * zero.
 */
public final class StrictBase64 {
  private StrictBase64() {}

  /**
   * Decodes the standard alphabet.
   *
   * @param what it is, for the error
   * @throws SignatureRejectedException with {@link Reason#MALFORMED}
   */
  public static Bytes decode(String text, String what) throws SignatureRejectedException {
    return decode(text, what, Base64.getDecoder(), Base64.getEncoder());
  }

  /**
   * Decodes the standard alphabet, or that of URLs, as DSSE and proto3 JSON allow.
   *
   * @param what it is, for the error
   * @throws SignatureRejectedException with {@link Reason#MALFORMED}
   */
  public static Bytes decodeEither(String text, String what) throws SignatureRejectedException {
    return text.indexOf('-') >= 0 || text.indexOf('_') >= 0
        ? decode(text, what, Base64.getUrlDecoder(), Base64.getUrlEncoder())
        : decode(text, what);
  }

  private static Bytes decode(
      String text, String what, Base64.Decoder decoder, Base64.Encoder encoder)
      throws SignatureRejectedException {
    try {
      byte[] bytes = decoder.decode(text);
      if (encoder.encodeToString(bytes).equals(text)) {
        return Bytes.of(bytes);
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for a text that would decode but is not what an encoder writes.
    }
    throw new SignatureRejectedException(Reason.MALFORMED, what + " is not valid base64");
  }
}
