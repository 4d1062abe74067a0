package io.mcv.gpu.process;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines in which a process tells what libraries answered. A source is told as a whole, from its
 * {@code begin} to its {@code end}; libraries that print to the same place may come in between.
 *
 * <table>
 * <caption>Lines, each after {@value #MARK}</caption>
 * <tr><td>{@code asking SOURCE PATH}</td><td>this library is being asked now</td></tr>
 * <tr><td>{@code begin SOURCE}</td><td>what follows is about this source</td></tr>
 * <tr><td>{@code status STATUS}</td><td>name of a {@link SourceReport.Status}</td></tr>
 * <tr><td>{@code path TEXT}, {@code version TEXT}, {@code code NUMBER}, {@code message TEXT},
 * {@code millis NUMBER}</td><td>the rest of its report, where there is more</td></tr>
 * <tr><td>{@code host FACT TEXT}</td><td>a fact about the host</td></tr>
 * <tr><td>{@code device ADDRESS PARTITION}</td><td>the next device; {@code -} for none</td></tr>
 * <tr><td>{@code fact FACT TEXT}</td><td>a fact about that device</td></tr>
 * <tr><td>{@code end SOURCE}</td><td>the source is complete</td></tr>
 * </table>
 *
 * <p>SOURCE is {@link Source#id}, FACT the name of a {@link Fact}. A TEXT has everything but
 * printable ASCII, and the backslash, as <code>&#92;uXXXX</code>, so that no charset matters.
 */
public final class FactLines {
  static final String MARK = "@gpu ";
  static final String NONE = "-";
  static final int HEX = 16;
  static final int ESCAPE_LENGTH = 6;

  private FactLines() {}

  /** Says that a library is being asked. */
  public static String asking(Source source, String path) {
    StringBuilder out = new StringBuilder("\n");
    line(out, "asking", source.id() + " " + escape(path));
    return out.toString();
  }

  /** All that a source tells. It begins with a line of its own, whatever was printed before. */
  public static String of(SourceFacts facts) {
    SourceReport report = facts.report();
    StringBuilder out = new StringBuilder("\n");
    line(out, "begin", report.source().id());
    line(out, "status", report.status().name());
    text(out, "path", report.path());
    text(out, "version", report.version());
    text(out, "code", report.code());
    text(out, "message", report.message());
    text(out, "millis", report.millis());
    facts(out, "host", facts.host());
    for (DeviceFacts device : facts.devices()) {
      line(out, "device", orNone(device.address()) + " " + orNone(device.partition()));
      facts(out, "fact", device.facts());
    }
    line(out, "end", report.source().id());
    return out.toString();
  }

  private static void facts(StringBuilder out, String key, Map<Fact, String> facts) {
    facts.forEach((fact, value) -> line(out, key, fact.name() + " " + escape(value)));
  }

  private static void text(StringBuilder out, String key, @Nullable Object value) {
    if (value != null) {
      line(out, key, escape(value.toString()));
    }
  }

  private static void line(StringBuilder out, String key, String rest) {
    out.append(MARK).append(key).append(' ').append(rest).append('\n');
  }

  private static String orNone(@Nullable Object value) {
    return value == null ? NONE : value.toString();
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < ' ' || character > '~' || character == '\\') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
      } else {
        out.append(character);
      }
    }
    return out.toString();
  }
}
