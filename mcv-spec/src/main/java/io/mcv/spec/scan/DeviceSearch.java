package io.mcv.spec.scan;

import io.mcv.spec.GpuTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what Inductor compiled for. It writes the device into the text of every Triton kernel that
 * it generates, in plain bytes even inside binary artifacts:
 *
 * <pre>DeviceProperties(type='cuda', index=0, …, cc=75, major=7, …, warp_size=32)</pre>
 *
 * <p>{@code type} is the backend, {@code cc} the architecture; each may be missing or {@code None}.
 * Files are searched through a window, so memory does not grow with them.
 */
final class DeviceSearch {
  private static final byte[] START = "DeviceProperties(".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_TEXT = 1024;
  private static final int WINDOW = 1 << 18;
  private static final Pattern FIELD =
      Pattern.compile("(type|cc|warp_size)=(?:\\\\?'([^'\\\\]*)\\\\?'|(\\d{1,9})\\b)");

  private final byte[] window;
  private final Set<String> texts = new HashSet<>();
  private final SortedSet<GpuTarget> targets = new TreeSet<>();

  DeviceSearch() {
    this(WINDOW);
  }

  /** With a window of so many bytes, more than the longest text. */
  DeviceSearch(int size) {
    window = new byte[size];
  }

  /** What was found in all streams so far. */
  SortedSet<GpuTarget> targets() {
    return targets;
  }

  /** Searches a stream to its end. */
  void search(InputStream in) throws IOException {
    int filled = 0;
    while (true) {
      int count = in.readNBytes(window, filled, window.length - filled);
      filled += count;
      boolean last = filled < window.length;
      int limit = last ? filled : filled - MAX_TEXT;
      for (int i = 0; i < limit; i++) {
        if (window[i] == START[0] && startsAt(i, filled)) {
          found(new String(window, i, Math.min(MAX_TEXT, filled - i), StandardCharsets.ISO_8859_1));
        }
      }
      if (last) {
        return;
      }
      System.arraycopy(window, limit, window, 0, MAX_TEXT);
      filled = MAX_TEXT;
    }
  }

  private boolean startsAt(int offset, int filled) {
    int end = offset + START.length;
    return end <= filled && Arrays.equals(window, offset, end, START, 0, START.length);
  }

  private void found(String text) {
    int end = text.indexOf(')');
    if (end < 0 || !texts.add(text.substring(0, end))) {
      return;
    }
    String backend = GpuTarget.UNKNOWN;
    String arch = GpuTarget.UNKNOWN;
    int warpSize = 0;
    Matcher field = FIELD.matcher(text.substring(0, end));
    while (field.find()) {
      String value = field.group(2) != null ? field.group(2) : field.group(3);
      switch (field.group(1)) {
        case "type" -> backend = value;
        case "cc" -> arch = value;
        default -> warpSize = field.group(3) == null ? 0 : Integer.parseInt(value);
      }
    }
    targets.add(GpuTarget.of(backend, arch, warpSize));
  }
}
