package io.mcv.client.gpu;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of CUDA: {@code 12.8} for people, 12080 in its API. */
final class CudaVersion {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]?)\\.([0-9]{1,2})");
  private static final int MAJOR = 1000;
  private static final int MINOR = 10;

  private CudaVersion() {}

  static @Nullable String text(@Nullable Integer version) {
    return version == null ? null : version / MAJOR + "." + version % MAJOR / MINOR;
  }

  /** The number; null if the text is no version. */
  static @Nullable Integer parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Integer.parseInt(matcher.group(1)) * MAJOR + Integer.parseInt(matcher.group(2)) * MINOR
        : null;
  }
}
