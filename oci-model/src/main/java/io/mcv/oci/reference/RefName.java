package io.mcv.oci.reference;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image in an OCI layout: words joined by one of {@code - . _ : @ +} or by two
 * dashes to components, these by slashes.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md#pre-defined-annotation-keys">annotations.md,
 *     org.opencontainers.image.ref.name</a>
 */
public final class RefName {
  private static final int MAX_LENGTH = 1024;
  private static final String COMPONENT = "[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*";
  private static final Pattern GRAMMAR = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");

  private RefName() {}

  /** Whether a text keeps the grammar. */
  public static boolean isOne(String name) {
    return name.length() <= MAX_LENGTH && GRAMMAR.matcher(name).matches();
  }

  static void check(@Nullable String name) {
    if (name != null && !isOne(name)) {
      throw new ReferenceSyntaxException(
          name,
          "is not the name of an image in a layout: letters and digits are, with one of"
              + " - . _ : @ + / between them",
          "oci:/tmp/layout:v1.0");
    }
  }

  static String suffix(@Nullable String name) {
    return name == null ? "" : ":" + name;
  }
}
