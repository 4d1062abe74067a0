package io.mcv.spec.conformance.layer;

import java.util.Comparator;

/**
 * Paths depth first, the children of a folder by the bytes of their names in UTF-8: what is below a
 * path follows it at once.
 */
final class PathOrder implements Comparator<String> {
  static final PathOrder INSTANCE = new PathOrder();

  private PathOrder() {}

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Whether a path is below another. */
  static boolean isBelow(String path, String above) {
    return path.length() > above.length()
        && path.charAt(above.length()) == '/'
        && path.startsWith(above);
  }

  /** A slash comes first; surrogates come after all others, as their bytes in UTF-8 do. */
  private static int rank(char c) {
    if (c == '/') {
      return -1;
    }
    return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
  }
}
