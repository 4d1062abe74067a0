package io.mcv.gpu.process;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.OneLine;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link FactLines}, and trusts them in nothing: a library has written into the process, and
 * may print what it likes. Lines of others are passed over; a source with a line that cannot be is
 * no answer.
 */
final class FactReader {
  /** No source tells of more devices. */
  static final int MAX_DEVICES = 1024;

  /** Longer lines are no lines of ours. */
  static final int MAX_LINE = 8 * OneLine.MAX_LENGTH;

  private static final int MAX_DIGITS = 18;
  private static final int MAX_PARTITION_DIGITS = 4;

  private final Map<Source, String> asked = new EnumMap<>(Source.class);
  private @Nullable Answer current;

  /** Takes the next line, without its end. With the last line of a source comes what it tells. */
  Optional<SourceFacts> accept(String line) {
    if (!line.startsWith(FactLines.MARK) || line.length() > MAX_LINE) {
      return Optional.empty();
    }
    try {
      String rest = line.substring(FactLines.MARK.length());
      return take(head(rest), tail(rest));
    } catch (IllegalArgumentException e) {
      current = null;
      return Optional.empty();
    }
  }

  /** The library that was last asked for each source, complete or not. */
  @Nullable String asked(Source source) {
    return asked.get(source);
  }

  private Optional<SourceFacts> take(String key, String rest) {
    switch (key) {
      case "asking" -> asked.put(source(head(rest)), text(tail(rest)));
      case "begin" -> current = new Answer(source(rest));
      case "end" -> {
        Answer complete = current(key);
        require(complete.source == source(rest));
        current = null;
        return Optional.of(complete.facts());
      }
      default -> current(key).take(key, rest);
    }
    return Optional.empty();
  }

  private Answer current(String key) {
    if (current == null) {
      throw new IllegalArgumentException(key);
    }
    return current;
  }

  private static String head(String line) {
    int space = line.indexOf(' ');
    return space < 0 ? line : line.substring(0, space);
  }

  private static String tail(String line) {
    return line.substring(Math.min(line.length(), head(line).length() + 1));
  }

  private static Source source(String id) {
    for (Source source : Source.values()) {
      if (source.id().equals(id)) {
        return source;
      }
    }
    throw new IllegalArgumentException(id);
  }

  private static String text(String escaped) {
    StringBuilder out = new StringBuilder(escaped.length());
    int at = 0;
    while (at < escaped.length()) {
      char character = escaped.charAt(at);
      if (character == '\\') {
        require(at + FactLines.ESCAPE_LENGTH <= escaped.length());
        String digits = escaped.substring(at + 2, at + FactLines.ESCAPE_LENGTH);
        out.append((char) Integer.parseUnsignedInt(digits, FactLines.HEX));
        at += FactLines.ESCAPE_LENGTH;
      } else {
        out.append(character);
        at++;
      }
    }
    return OneLine.of(out.toString());
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("not a line of ours");
    }
  }

  /** An answer of which not all lines are there yet. */
  private static final class Answer {
    private final Source source;
    private final Map<Fact, String> host = new EnumMap<>(Fact.class);
    private final List<DeviceFacts> devices = new ArrayList<>();
    private SourceReport.@Nullable Status status;
    private @Nullable String path;
    private @Nullable String version;
    private @Nullable Integer code;
    private @Nullable String message;
    private @Nullable Long millis;

    private Answer(Source source) {
      this.source = source;
    }

    private void take(String key, String rest) {
      switch (key) {
        case "status" -> status = SourceReport.Status.valueOf(rest);
        case "path" -> path = text(rest);
        case "version" -> version = text(rest);
        case "code" -> code = Integer.valueOf(rest);
        case "message" -> message = text(rest);
        case "millis" -> millis = number(rest, MAX_DIGITS);
        case "host" -> host.put(Fact.valueOf(head(rest)), text(tail(rest)));
        case "device" -> device(head(rest), tail(rest));
        case "fact" -> fact(Fact.valueOf(head(rest)), text(tail(rest)));
        default -> throw new IllegalArgumentException(key);
      }
    }

    private void device(String address, String partition) {
      require(devices.size() < MAX_DEVICES);
      devices.add(
          new DeviceFacts(
              address.equals(FactLines.NONE)
                  ? null
                  : PciAddress.parse(address).orElseThrow(IllegalArgumentException::new),
              partition.equals(FactLines.NONE)
                  ? null
                  : Math.toIntExact(number(partition, MAX_PARTITION_DIGITS)),
              Map.of()));
    }

    private void fact(Fact fact, String value) {
      require(!devices.isEmpty());
      int last = devices.size() - 1;
      DeviceFacts device = devices.get(last);
      Map<Fact, String> facts = new EnumMap<>(Fact.class);
      facts.putAll(device.facts());
      facts.put(fact, value);
      devices.set(last, new DeviceFacts(device.address(), device.partition(), facts));
    }

    private static long number(String text, int maxDigits) {
      require(text.length() <= maxDigits && !text.startsWith("-"));
      return Long.parseLong(text);
    }

    private SourceFacts facts() {
      if (status == null) {
        throw new IllegalArgumentException("without a status");
      }
      return new SourceFacts(
          new SourceReport(source, status, path, version, code, message, millis), host, devices);
    }
  }
}
