package io.mcv.testing.caches;

import io.mcv.oci.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Names of cache entries: hashes of a seed, spelled as Triton, PyTorch and vLLM spell theirs. */
final class CacheKey {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private CacheKey() {}

  /** 64 lower-case hexadecimal digits. */
  static String hex(String seed) {
    return Digest.sha256(seed.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** The folder of a Triton entry: the hash in base32, 52 characters without padding. */
  static String tritonFolder(String hexHash) {
    return base32(HexFormat.of().parseHex(hexHash));
  }

  /** A name in Inductor's caches: a letter for the kind, then 51 lower-case base32 characters. */
  static String inductor(String kind, String seed) {
    return kind + tritonFolder(hex(seed)).substring(0, 51).toLowerCase(Locale.ROOT);
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int count = 0;
    for (byte b : bytes) {
      bits = (bits << 8 | b & 0xff) & 0xffff;
      count += 8;
      while (count >= 5) {
        count -= 5;
        text.append(BASE32.charAt(bits >> count & 31));
      }
    }
    return text.append(BASE32.charAt(bits << 5 - count & 31)).toString();
  }
}
