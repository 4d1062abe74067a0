package io.mcv.oci.template;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoNil;
import io.mcv.oci.json.GoText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The functions of templates.
 *
 * <table>
 * <caption>Functions</caption>
 * <tr><td>{@code json X}</td><td>JSON on one line</td></tr>
 * <tr><td>{@code join LIST SEPARATOR}, {@code split TEXT SEPARATOR}</td><td>texts</td></tr>
 * <tr><td>{@code lower upper title}, {@code truncate TEXT LENGTH}</td><td>a text, changed</td></tr>
 * <tr><td>{@code pad TEXT BEFORE AFTER}</td><td>with spaces; an empty text stays</td></tr>
 * <tr><td>{@code index X KEY...}, {@code len X}</td><td>of maps, lists and texts</td></tr>
 * <tr><td>{@code print println}</td><td>as in Go's {@code fmt}</td></tr>
 * <tr><td>{@code printf FORMAT X...}</td><td>with {@code %s %v %d %q %t %%}</td></tr>
 * <tr><td>{@code and or not}</td><td>and and or give one of their arguments</td></tr>
 * <tr><td>{@code eq X Y...}, {@code ne lt le gt ge}</td><td>comparisons</td></tr>
 * </table>
 */
final class Functions {
  /** Their names, as messages list them. */
  static final List<String> NAMES =
      List.of(
          "json",
          "join",
          "split",
          "lower",
          "upper",
          "title",
          "truncate",
          "pad",
          "index",
          "len",
          "print",
          "println",
          "printf",
          "and",
          "or",
          "not",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge");

  private static final int MAX_PADDING = 10_000;

  private Functions() {}

  /** The value of a call with these arguments. */
  static @Nullable Object call(Node.Call call, List<@Nullable Object> arguments) {
    Arguments given = new Arguments(call, arguments);
    return switch (call.function()) {
      case "json" -> json(given.exactly(1).get(0));
      case "join" -> join(given.exactly(2));
      case "split" -> split(given.exactly(2));
      case "lower" -> given.exactly(1).text(0).toLowerCase(Locale.ROOT);
      case "upper" -> given.exactly(1).text(0).toUpperCase(Locale.ROOT);
      case "title" -> title(given.exactly(1).text(0));
      case "truncate" -> truncate(given.exactly(2));
      case "pad" -> pad(given.exactly(3));
      case "index" -> index(given.atLeast(1));
      case "len" -> Values.length(given.exactly(1).get(0), call.offset());
      case "print" -> print(arguments);
      case "println" -> println(arguments);
      case "printf" -> Formatted.of(given.atLeast(1));
      case "and" -> firstThatIs(false, given.atLeast(1));
      case "or" -> firstThatIs(true, given.atLeast(1));
      case "not" -> !Values.isTrue(given.exactly(1).get(0));
      case "eq" -> equal(given.atLeast(2));
      case "ne" -> !equal(given.exactly(2));
      case "lt" -> compare(given) < 0;
      case "le" -> compare(given) <= 0;
      case "gt" -> compare(given) > 0;
      default -> compare(given) >= 0;
    };
  }

  private static String json(@Nullable Object value) {
    return new String(GoJson.compactWithoutHtmlEscapes(value), StandardCharsets.UTF_8);
  }

  private static String join(Arguments arguments) {
    List<String> texts = new ArrayList<>();
    for (Object each : arguments.list(0)) {
      if (!(each instanceof String text)) {
        throw arguments.wrong("joins texts, not " + GoText.of(each));
      }
      texts.add(text);
    }
    return String.join(arguments.text(1), texts);
  }

  private static List<String> split(Arguments arguments) {
    String text = arguments.text(0);
    String separator = arguments.text(1);
    List<String> parts = new ArrayList<>();
    if (separator.isEmpty()) {
      text.codePoints().forEach(each -> parts.add(Character.toString(each)));
      return parts;
    }
    int start = 0;
    for (int at; (at = text.indexOf(separator, start)) >= 0; start = at + separator.length()) {
      parts.add(text.substring(start, at));
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String title(String text) {
    StringBuilder titled = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      titled.append(inWord ? c : Character.toTitleCase(c));
      inWord = Character.isLetterOrDigit(c) || c == '_';
    }
    return titled.toString();
  }

  private static String truncate(Arguments arguments) {
    String text = arguments.text(0);
    long length = arguments.number(1);
    boolean fits = length < 0 || text.codePointCount(0, text.length()) <= length;
    return fits ? text : text.substring(0, text.offsetByCodePoints(0, (int) length));
  }

  private static String pad(Arguments arguments) {
    String text = arguments.text(0);
    return text.isEmpty() ? text : spaces(arguments, 1) + text + spaces(arguments, 2);
  }

  private static String spaces(Arguments arguments, int argument) {
    long count = arguments.number(argument);
    if (count < 0 || count > MAX_PADDING) {
      throw arguments.wrong("takes 0 to " + MAX_PADDING + " spaces");
    }
    return " ".repeat((int) count);
  }

  private static @Nullable Object index(Arguments arguments) {
    Object value = arguments.get(0);
    for (int i = 1; i < arguments.size(); i++) {
      value = Values.index(value, arguments.get(i), arguments.offset());
    }
    return value;
  }

  /** With spaces between two of which none is a text. */
  private static String print(List<@Nullable Object> values) {
    StringBuilder printed = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (i > 0 && !(value instanceof String) && !(values.get(i - 1) instanceof String)) {
        printed.append(' ');
      }
      printed.append(GoText.of(value));
    }
    return printed.toString();
  }

  private static String println(List<@Nullable Object> values) {
    StringBuilder printed = new StringBuilder();
    for (Object value : values) {
      printed.append(printed.isEmpty() ? "" : " ").append(GoText.of(value));
    }
    return printed.append('\n').toString();
  }

  private static @Nullable Object firstThatIs(boolean wanted, Arguments arguments) {
    int last = arguments.size() - 1;
    for (int i = 0; i < last; i++) {
      if (Values.isTrue(arguments.get(i)) == wanted) {
        return arguments.get(i);
      }
    }
    return arguments.get(last);
  }

  private static boolean equal(Arguments arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      if (Values.areEqual(arguments.get(0), arguments.get(i), arguments.offset())) {
        return true;
      }
    }
    return false;
  }

  private static int compare(Arguments arguments) {
    Arguments two = arguments.exactly(2);
    return Values.compare(two.get(0), two.get(1), two.offset());
  }

  /** What a function was called with. */
  record Arguments(Node.Call call, List<@Nullable Object> values) {
    int size() {
      return values.size();
    }

    int offset() {
      return call.offset();
    }

    @Nullable Object get(int index) {
      return values.get(index);
    }

    Arguments exactly(int count) {
      if (size() != count) {
        throw wrong("takes " + count + " arguments, not " + size());
      }
      return this;
    }

    Arguments atLeast(int count) {
      if (size() < count) {
        throw wrong("takes " + count + " arguments or more, not " + size());
      }
      return this;
    }

    String text(int index) {
      if (get(index) instanceof String text) {
        return text;
      }
      throw wrong("takes a text as argument " + (index + 1));
    }

    long number(int index) {
      if (get(index) instanceof Number number) {
        return number.longValue();
      }
      throw wrong("takes a whole number as argument " + (index + 1));
    }

    List<?> list(int index) {
      if (get(index) == GoNil.SLICE) {
        return List.of();
      }
      if (get(index) instanceof List<?> list) {
        return list;
      }
      throw wrong("takes a list as argument " + (index + 1));
    }

    TemplateException wrong(String problem) {
      return new TemplateException(call.function() + " " + problem, call.offset());
    }
  }
}
