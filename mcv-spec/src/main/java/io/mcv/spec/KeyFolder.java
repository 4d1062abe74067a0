package io.mcv.spec;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a key folder: the {@code hash} of the kernel in it, in base32 or, from older versions
 * of Triton, in hex.
 */
public final class KeyFolder {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern BASE32 = Pattern.compile("[A-Z2-7]{52}");
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private KeyFolder() {}

  /**
   * The key that a folder should have had, so that Triton finds the kernel in it.
   *
   * @param path of the metadata of the kernel, relative to the cache folder
   * @param hash of the kernel
   * @return empty where it has that name, or is no key folder
   */
  public static Optional<String> misnamed(String path, String hash) {
    int end = path.lastIndexOf('/');
    if (!HEX.matcher(hash).matches() || end < 0) {
      return Optional.empty();
    }
    String key = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    boolean isKey = HEX.matcher(key).matches() || BASE32.matcher(key).matches();
    String expected = base32(hash);
    return isKey && !key.equals(hash) && !key.equals(expected)
        ? Optional.of(expected)
        : Optional.empty();
  }

  /** RFC 4648 in upper case without padding, as Triton names its folders. */
  static String base32(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    StringBuilder out = new StringBuilder();
    for (int bit = 0; bit < bytes.length * 8; bit += 5) {
      int value = 0;
      for (int i = bit; i < bit + 5; i++) {
        boolean set = i < bytes.length * 8 && (bytes[i / 8] >> (7 - i % 8) & 1) == 1;
        value = value << 1 | (set ? 1 : 0);
      }
      out.append(ALPHABET.charAt(value));
    }
    return out.toString();
  }
}
