package io.mcv.spec.fit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * The two directives that every file of PTX begins with:
 *
 * <pre>
 * .version 8.4
 * .target sm_75
 * </pre>
 *
 * <p>Comments may stand before and between them.
 *
 * @param version what a driver must read to compile it
 * @param targets the architecture, such as {@code sm_90a}, and options such as {@code debug}
 */
public record PtxHeader(PtxVersion version, List<String> targets) {
  /** How much of a file is looked at, in bytes. */
  public static final int MAX_BYTES = 64 << 10;

  /** Copies the targets. */
  public PtxHeader {
    targets = List.copyOf(targets);
  }

  /**
   * Reads the header.
   *
   * @param start of the file; no more than {@value #MAX_BYTES} bytes are looked at
   * @return empty if it does not begin like PTX
   */
  public static Optional<PtxHeader> parse(byte[] start) {
    int length = Math.min(start.length, MAX_BYTES);
    String text = new String(start, 0, length, StandardCharsets.ISO_8859_1);
    StringTokenizer words = new StringTokenizer(withoutComments(text), " \t\r\n\f,", false);
    if (!isNext(words, ".version") || !words.hasMoreTokens()) {
      return Optional.empty();
    }
    Optional<PtxVersion> version = version(words.nextToken());
    if (version.isEmpty() || !isNext(words, ".target")) {
      return Optional.empty();
    }
    List<String> targets = new ArrayList<>();
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      if (word.startsWith(".")) {
        break;
      }
      targets.add(word);
    }
    return version.map(found -> new PtxHeader(found, targets));
  }

  private static boolean isNext(StringTokenizer words, String expected) {
    return words.hasMoreTokens() && words.nextToken().equals(expected);
  }

  private static Optional<PtxVersion> version(String text) {
    int dot = text.indexOf('.');
    boolean right =
        dot > 0
            && dot <= 2
            && text.length() == dot + 2
            && text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')
            && text.lastIndexOf('.') == dot;
    return right
        ? PtxVersion.of(Long.parseLong(text.substring(0, dot) + text.substring(dot + 1)))
        : Optional.empty();
  }

  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      String end = text.startsWith("//", at) ? "\n" : text.startsWith("/*", at) ? "*/" : "";
      if (end.isEmpty()) {
        out.append(text.charAt(at++));
      } else {
        int close = text.indexOf(end, at + 2);
        out.append(' ');
        at = close < 0 ? text.length() : close + end.length();
      }
    }
    return out.toString();
  }
}
