package io.mcv.oci.image;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoNil;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.json.GoText;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageConfig.Dialect;
import io.mcv.oci.model.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of Go's templates that {@code skopeo inspect --format} is used with.
 *
 * <table>
 * <caption>What it knows</caption>
 * <tr><td>{@code {{.}} {{.Field}} {{.Labels.key}}}</td><td>a value as text</td></tr>
 * <tr><td>{@code {{json .}} {{json .Field}}}</td><td>a value as JSON on one line</td></tr>
 * <tr><td>{@code {{index .Labels "key"}}}</td><td>a value of a map, empty where it is absent</td></tr>
 * <tr><td>{@code \n \t}</td><td>newline and tab</td></tr>
 * <tr><td>{@code json}, nothing</td><td>the whole report</td></tr>
 * <tr><td>anything else</td><td>as it is, with a newline at the end</td></tr>
 * </table>
 */
public final class FieldTemplate {
  private static final Pattern WHOLE_REPORT =
      Pattern.compile("\\s*(json|\\{\\{\\s*json\\s*}})?\\s*");
  private static final Pattern PATH = Pattern.compile("\\.|(?:\\.[A-Za-z_][A-Za-z0-9_]*)+");
  private static final Pattern ACTION =
      Pattern.compile(
          "(?<text>"
              + PATH
              + ")|json\\s+(?<json>"
              + PATH
              + ")|index\\s+(?<map>"
              + PATH
              + ")\\s+(?:\"(?<key>[^\"\\\\]*)\"|`(?<rawKey>[^`]*)`)");

  private static final Map<String, String> CONFIG_NAMES =
      Map.ofEntries(
          Map.entry("Created", "created"),
          Map.entry("Author", "author"),
          Map.entry("Architecture", "architecture"),
          Map.entry("OS", "os"),
          Map.entry("OSVersion", "os.version"),
          Map.entry("OSFeatures", "os.features"),
          Map.entry("Variant", "variant"),
          Map.entry("Config", "config"),
          Map.entry("RootFS", "rootfs"),
          Map.entry("Type", "type"),
          Map.entry("DiffIDs", "diff_ids"),
          Map.entry("History", "history"));

  private final List<Part> parts;

  private FieldTemplate(List<Part> parts) {
    this.parts = parts;
  }

  @FunctionalInterface
  private interface Part {
    String render(Fields fields);
  }

  /** What a template is filled in from, and how its names are called in JSON where that differs. */
  private record Fields(GoStruct root, Map<String, String> namesInJson) {}

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it has an action that is not in the table above
   */
  public static FieldTemplate parse(String template) {
    List<Part> parts = new ArrayList<>();
    if (WHOLE_REPORT.matcher(template).matches()) {
      parts.add(fields -> utf8(GoJson.indented(fields.root(), InspectReport.INDENT)));
      return new FieldTemplate(parts);
    }
    if (template.startsWith("table")) {
      throw unsupported("table");
    }
    String rest = template.replace("\\n", "\n").replace("\\t", "\t");
    for (int open = rest.indexOf("{{"); open >= 0; open = rest.indexOf("{{")) {
      int close = rest.indexOf("}}", open);
      if (close < 0) {
        throw new IllegalArgumentException("the template has {{ without }} after it");
      }
      parts.add(literal(rest.substring(0, open)));
      parts.add(action(rest.substring(open + 2, close).strip()));
      rest = rest.substring(close + 2);
    }
    parts.add(literal(rest));
    return new FieldTemplate(parts);
  }

  /**
   * Fills the template in from a report.
   *
   * @return text that ends with a newline
   * @throws IllegalArgumentException if the template names a field that there is not
   */
  public String render(InspectReport report) {
    return render(new Fields(report.fields(), Map.of()));
  }

  /**
   * Fills the template in from a configuration, by the names of Go: {@code {{.Config.Env}}}, {@code
   * {{.RootFS.DiffIDs}}}. Of the whole, <code>{{.}}</code>, the order is that of JSON, not Go's.
   *
   * @return text that ends with a newline
   * @throws IllegalArgumentException if the template names a field that there is not
   */
  public String render(ImageConfig config) {
    return render(new Fields(config.toStruct(Dialect.IMAGE_SPEC_1_1), CONFIG_NAMES));
  }

  private String render(Fields fields) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      out.append(part.render(fields));
    }
    boolean ended = out.length() > 0 && out.charAt(out.length() - 1) == '\n';
    return ended ? out.toString() : out.append('\n').toString();
  }

  private static Part literal(String text) {
    return fields -> text;
  }

  private static Part action(String action) {
    Matcher parts = ACTION.matcher(action);
    if (!parts.matches()) {
      throw unsupported("{{" + action + "}}");
    }
    String text = parts.group("text");
    if (text != null) {
      return fields -> GoText.of(evaluate(fields, text));
    }
    String json = parts.group("json");
    if (json != null) {
      return fields -> utf8(GoJson.compactWithoutHtmlEscapes(evaluate(fields, json)));
    }
    String quoted = parts.group("key");
    String key = quoted == null ? parts.group("rawKey") : quoted;
    String map = parts.group("map");
    return fields -> index(evaluate(fields, map), key);
  }

  private static @Nullable Object evaluate(Fields fields, String path) {
    Object value = fields.root();
    for (String name : path.substring(1).split("\\.")) {
      if (!name.isEmpty()) {
        boolean struct = value instanceof GoStruct;
        value = field(value, struct ? fields.namesInJson().getOrDefault(name, name) : name);
      }
    }
    return value;
  }

  private static @Nullable Object field(@Nullable Object value, String name) {
    if (value instanceof GoStruct struct) {
      if (struct.fields().containsKey(name)) {
        return struct.fields().get(name);
      }
      throw new IllegalArgumentException(
          "there is no field "
              + Printable.of(name)
              + "; the fields are "
              + String.join(", ", struct.fields().keySet()));
    }
    if (value instanceof Map<?, ?> map && map.containsKey(name)) {
      return map.get(name);
    }
    if (value instanceof Map || value == GoNil.MAP || value == GoNil.NO_VALUE) {
      return GoNil.NO_VALUE;
    }
    throw new IllegalArgumentException(
        "there is no field " + Printable.of(name) + " in what is neither a struct nor a map");
  }

  private static String index(@Nullable Object value, String key) {
    if (value instanceof Map || value == GoNil.MAP) {
      Object found = field(value, key);
      return found == GoNil.NO_VALUE ? "" : GoText.of(found);
    }
    throw new IllegalArgumentException(
        "index \"" + Printable.of(key) + "\" is only for a map, such as .Labels");
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException unsupported(String construct) {
    return new IllegalArgumentException(
        "the template construct "
            + Printable.of(construct)
            + " is not supported; use {{.Field}}, {{json .Field}} or {{index .Labels \"key\"}}");
  }
}
