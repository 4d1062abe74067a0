package io.mcv.signing;

import java.util.Arrays;
import java.util.stream.Stream;

/** Arguments of a command line. */
final class Arguments {
  private Arguments() {}

  /** These, and then those. */
  static String[] joined(String[] first, String... then) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(then)).toArray(String[]::new);
  }
}
