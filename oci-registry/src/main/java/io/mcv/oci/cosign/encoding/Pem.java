package io.mcv.oci.cosign.encoding;

import io.mcv.oci.cosign.verdict.Reason;
import io.mcv.oci.cosign.verdict.SignatureRejectedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A block of PEM text (RFC 7468): {@code -----BEGIN label-----}, base64, {@code -----END
 * label-----}.
 *
 * @param label what it says that it is, as {@code PUBLIC KEY}
 * @param content its bytes
 */
public record Pem(String label, Bytes content) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /**
   * Reads all blocks; text around them is skipped, as openssl does.
   *
   * @param what it is, for the error
   * @throws SignatureRejectedException with {@link Reason#MALFORMED} if a block is not whole, has
   *     headers or no base64
   */
  public static List<Pem> parse(String text, String what) throws SignatureRejectedException {
    List<Pem> blocks = new ArrayList<>();
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
      String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
      String closing = END + label + DASHES;
      int bodyEnd = labelEnd < 0 ? -1 : text.indexOf(closing, labelEnd + DASHES.length());
      if (bodyEnd < 0) {
        throw new SignatureRejectedException(
            Reason.MALFORMED, what + " has a PEM block that does not end");
      }
      String body = text.substring(labelEnd + DASHES.length(), bodyEnd);
      blocks.add(new Pem(label, StrictBase64.decode(withoutLineEnds(body), what)));
      at = text.indexOf(BEGIN, bodyEnd + closing.length());
    }
    return blocks;
  }

  /** As openssl writes it, with lines of 64 characters. */
  public String text() {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return BEGIN
        + label
        + DASHES
        + "\n"
        + lines.encodeToString(content.toArray())
        + "\n"
        + END
        + label
        + DASHES
        + "\n";
  }

  private static String withoutLineEnds(String body) {
    StringBuilder kept = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
        kept.append(c);
      }
    }
    return kept.toString();
  }
}
