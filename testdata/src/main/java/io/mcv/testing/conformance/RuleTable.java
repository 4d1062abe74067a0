package io.mcv.testing.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules as docs/format.md has them.
 *
 * @param rules by id, in the order of the document
 */
public record RuleTable(Map<String, Row> rules) {
  static final String ERROR = "error";

  private static final Pattern GROUP = Pattern.compile("### 11\\.\\d+ ([a-z0-9-]+)");
  private static final Pattern ROW =
      Pattern.compile("\\| ([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+) \\| (.*?) \\|.*");
  private static final Pattern KEYWORD = Pattern.compile("\\b(MUST|SHOULD|MAY)\\b");
  private static final Map<String, String> LEVELS =
      Map.of("MUST", ERROR, "SHOULD", "warning", "MAY", "info");

  /**
   * What the document says of a rule.
   *
   * @param group such as {@code oci-image}
   * @param level {@code error}, {@code warning} or {@code info}
   */
  public record Row(String group, String level) {}

  /** Copies the map. */
  public RuleTable {
    rules = new LinkedHashMap<>(rules);
  }

  /** Reads the tables of a document. */
  static RuleTable read(Path document) throws IOException {
    Map<String, Row> rules = new LinkedHashMap<>();
    String group = null;
    for (String line : Files.readAllLines(document)) {
      Matcher heading = GROUP.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        group = heading.group(1);
      } else if (group != null && row.matches()) {
        rules.put(row.group(1), new Row(group, level(row.group(2))));
      }
    }
    return new RuleTable(rules);
  }

  /** What the document says of a rule that it must have. */
  Row row(String rule) {
    @Nullable Row row = rules.get(rule);
    if (row == null) {
      throw new IllegalArgumentException("docs/format.md has no rule " + rule);
    }
    return row;
  }

  private static String level(String statement) {
    Matcher keyword = KEYWORD.matcher(statement);
    if (!keyword.find()) {
      throw new IllegalArgumentException("neither MUST, SHOULD nor MAY: " + statement);
    }
    return LEVELS.getOrDefault(keyword.group(), ERROR);
  }
}
