package io.mcv.oci.template;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What {@code printf} prints: the verbs {@code s v d q t} and {@code %%}, without widths. */
final class Formatted {
  private Formatted() {}

  static String of(Functions.Arguments arguments) {
    String format = arguments.text(0);
    StringBuilder printed = new StringBuilder();
    int argument = 1;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        printed.append(c);
        continue;
      }
      char verb = ++i < format.length() ? format.charAt(i) : '\0';
      if (verb == '%') {
        printed.append('%');
      } else if (argument >= arguments.size()) {
        throw arguments.wrong("has a verb without an argument for it");
      } else {
        printed.append(formatted(verb, arguments.get(argument++), arguments));
      }
    }
    if (argument < arguments.size()) {
      throw arguments.wrong("has an argument without a verb for it");
    }
    return printed.toString();
  }

  private static String formatted(
      char verb, @Nullable Object value, Functions.Arguments arguments) {
    boolean fits =
        switch (verb) {
          case 's', 'q' -> value instanceof String;
          case 'd' -> value instanceof Number;
          case 't' -> value instanceof Boolean;
          default -> verb == 'v';
        };
    if (!fits && verb != 's') {
      throw arguments.wrong("knows %s, %v, %d, %q, %t and %%, each with a value that fits");
    }
    return verb == 'q'
        ? new String(GoJson.compactWithoutHtmlEscapes(value), StandardCharsets.UTF_8)
        : GoText.of(value);
  }
}
