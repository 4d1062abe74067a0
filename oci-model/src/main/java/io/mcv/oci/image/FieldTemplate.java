package io.mcv.oci.image;

import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.template.Columns;
import io.mcv.oci.template.Template;
import io.mcv.oci.template.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What {@code skopeo inspect --format} takes, as skopeo 1.22 does.
 *
 * <table>
 * <caption>Formats</caption>
 * <tr><td>{@code json}, <code>{{json}}</code>, nothing</td><td>the whole report</td></tr>
 * <tr><td>{@code table TEMPLATE}</td><td>its cells, which end with tabs or spaces, in columns</td></tr>
 * <tr><td>{@code TEMPLATE}</td><td>a {@link Template}</td></tr>
 * </table>
 *
 * <p>{@code \n} and {@code \t} stand for newline and tab, unless they make a template unreadable,
 * as in strings. A newline comes at the end where there is none. A template that ranges over the
 * dot, <code>{{range .}}…{{end}}</code>, gets a list with the report in it; any other the report.
 */
public final class FieldTemplate {
  private static final String TABLE = "table ";

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
          Map.entry("History", "history"),
          Map.entry("CreatedBy", "created_by"),
          Map.entry("Comment", "comment"),
          Map.entry("EmptyLayer", "empty_layer"));

  /** Null for the whole report. */
  private final @Nullable Template template;

  private final boolean table;

  private FieldTemplate(@Nullable Template template, boolean table) {
    this.template = template;
    this.table = table;
  }

  /**
   * Reads a format.
   *
   * @throws TemplateException if it is a template that cannot be read
   */
  public static FieldTemplate parse(String format) {
    if (isWholeReport(format)) {
      return new FieldTemplate(null, false);
    }
    if (!format.startsWith(TABLE)) {
      return new FieldTemplate(template(format, lineOf(unescaped(format))), false);
    }
    String text = format.substring(TABLE.length());
    try {
      return new FieldTemplate(template(text, lineOf(unescaped(text).replace(' ', '\t'))), true);
    } catch (TemplateException e) {
      throw e.after(TABLE.length());
    }
  }

  /**
   * Fills the template in from a report.
   *
   * @return text, with a newline at its end unless the template trims that
   * @throws TemplateException if the template does not fit the report
   */
  public String render(InspectReport report) {
    return render(report.fields(), report.dialect(), UnaryOperator.identity());
  }

  /**
   * Fills the template in from a configuration, by the names of Go: {@code {{.Config.Env}}}, {@code
   * {{.RootFS.DiffIDs}}}. Of the whole, <code>{{.}}</code>, the order is that of JSON, not Go's.
   *
   * @return text, with a newline at its end unless the template trims that
   * @throws TemplateException if the template does not fit the configuration
   */
  public String render(ImageConfig config, SkopeoDialect dialect) {
    return render(
        config.toStruct(dialect.config()), dialect, name -> CONFIG_NAMES.getOrDefault(name, name));
  }

  private String render(GoStruct value, SkopeoDialect dialect, UnaryOperator<String> fieldNames) {
    if (template == null) {
      return new String(InspectReport.lines(value, dialect), StandardCharsets.UTF_8);
    }
    Object dot = !table && template.rangesOverDot() ? List.of(value) : value;
    String text = template.fillIn(dot, fieldNames);
    return table ? Columns.align(text) : text;
  }

  /** Escapes are resolved in actions too, where they may do harm: then the template is as given. */
  private static Template template(String given, String unescaped) {
    try {
      return Template.parse(unescaped);
    } catch (TemplateException e) {
      return Template.parse(given);
    }
  }

  private static boolean isWholeReport(String format) {
    String stripped = format.strip();
    if (stripped.startsWith("{{") && stripped.endsWith("}}") && stripped.length() > 4) {
      stripped = stripped.substring(2, stripped.length() - 2).strip();
    }
    return format.isEmpty() || stripped.equals("json");
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t");
  }

  private static String lineOf(String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }
}
