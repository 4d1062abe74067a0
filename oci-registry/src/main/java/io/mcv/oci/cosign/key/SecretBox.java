package io.mcv.oci.cosign.key;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;

/**
 * NaCl's {@code crypto_secretbox}: XSalsa20 and Poly1305.
 *
 * <table>
 *   <caption>Layout</caption>
 *   <tr><td>16 bytes</td><td>Poly1305 of the rest, by the first 32 bytes of the key stream</td></tr>
 *   <tr><td>the rest</td><td>the content, by the key stream from there on</td></tr>
 * </table>
 *
 * @see <a href="https://nacl.cr.yp.to/secretbox.html">NaCl</a>
 */
final class SecretBox {
  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 24;
  static final int TAG_BYTES = 16;

  private final XSalsa20Engine stream = new XSalsa20Engine();
  private final Poly1305 tag = new Poly1305();

  /** One box is sealed or opened with it. */
  SecretBox(byte[] key, byte[] nonce) {
    stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    byte[] tagKey = new byte[KEY_BYTES];
    stream.processBytes(tagKey, 0, tagKey.length, tagKey, 0);
    tag.init(new KeyParameter(tagKey));
    Arrays.fill(tagKey, (byte) 0);
  }

  byte[] seal(byte[] content) {
    byte[] box = new byte[TAG_BYTES + content.length];
    stream.processBytes(content, 0, content.length, box, TAG_BYTES);
    tag.update(box, TAG_BYTES, content.length);
    tag.doFinal(box, 0);
    return box;
  }

  /** The content; null where the box was sealed with another key, or changed since. */
  byte @Nullable [] open(byte[] box) {
    if (box.length < TAG_BYTES) {
      return null;
    }
    byte[] expected = new byte[TAG_BYTES];
    tag.update(box, TAG_BYTES, box.length - TAG_BYTES);
    tag.doFinal(expected, 0);
    if (!MessageDigest.isEqual(expected, Arrays.copyOf(box, TAG_BYTES))) {
      return null;
    }
    byte[] content = new byte[box.length - TAG_BYTES];
    stream.processBytes(box, TAG_BYTES, content.length, content, 0);
    return content;
  }
}
