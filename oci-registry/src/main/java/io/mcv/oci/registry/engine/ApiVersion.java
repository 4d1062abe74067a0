package io.mcv.oci.registry.engine;

import org.jspecify.annotations.Nullable;

/**
 * The version of an API, as in {@code 1.41}.
 *
 * @param major what comes first
 * @param minor what comes then; more is left
 */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  private static final int MAX_DIGITS = 4;

  /** Reads it; null where it is no version. */
  static @Nullable ApiVersion parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String[] parts = text.split("\\.");
    int major = number(parts[0]);
    int minor = parts.length < 2 ? -1 : number(parts[1]);
    return major < 0 || minor < 0 ? null : new ApiVersion(major, minor);
  }

  private static int number(String digits) {
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  @Override
  public int compareTo(ApiVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
