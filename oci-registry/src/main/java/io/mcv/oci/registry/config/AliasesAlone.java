package io.mcv.oci.registry.config;

import java.util.regex.Pattern;

/**
 * Knows a file that holds short names and nothing else, as distributions ship a long one: only
 * names without a registry need it, and everybody would wait for the TOML reader.
 *
 * <p>Strict: the table {@code [aliases]}, and in it lines of one key and one plain string. Any
 * other file is read at once, since it may block a registry.
 */
final class AliasesAlone {
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:\"[^\"\\\\]*\"|'[^']*'|[A-Za-z0-9_-]+)\\s*=\\s*(?:\"[^\"\\\\]*\"|'[^']*')\\s*(?:#.*)?");

  private AliasesAlone() {}

  static boolean areIn(String toml) {
    boolean inTable = false;
    for (String line : toml.split("\n")) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (!inTable && text.equals("[aliases]")) {
        inTable = true;
      } else if (!inTable || !ENTRY.matcher(text).matches()) {
        return false;
      }
    }
    return inTable;
  }
}
