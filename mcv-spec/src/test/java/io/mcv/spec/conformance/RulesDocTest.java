package io.mcv.spec.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/format.md and the code have the same rules: none without a check, no check without one. */
class RulesDocTest {
  private static final Path DOCUMENT = Path.of("../docs/format.md");
  private static final Pattern GROUP = Pattern.compile("### 11\\.\\d+ ([a-z0-9-]+)");
  private static final Pattern ROW =
      Pattern.compile("\\| ([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+) \\| (.*?) \\| (.*?) \\| (.*?) \\|");

  @Test
  void everyRuleIsCheckedAndEveryCheckIsARule() throws IOException {
    List<String> coded = RuleCatalog.all().stream().map(RulesDocTest::line).toList();
    assertEquals(String.join("\n", coded), String.join("\n", documented()));
  }

  @Test
  void aStatementHasTheWordOfItsLevelAndNoOther() {
    for (Rule rule : RuleCatalog.all()) {
      for (Level level : Level.values()) {
        boolean has =
            Pattern.compile("\\b" + level.keyword() + "\\b").matcher(rule.statement()).find();
        assertEquals(level == rule.level(), has, () -> rule.id() + ": " + rule.statement());
      }
    }
  }

  @Test
  void idsAreUnique() {
    List<String> ids = RuleCatalog.all().stream().map(Rule::id).toList();
    assertEquals(ids.stream().distinct().toList(), ids);
  }

  private static String line(Rule rule) {
    return rule.group().id() + " " + rule.id() + " " + rule.statement();
  }

  private static List<String> documented() throws IOException {
    List<String> rules = new ArrayList<>();
    String group = "";
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher heading = GROUP.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        group = heading.group(1);
        assertTrue(RuleGroup.of(group).isPresent(), group);
      } else if (!group.isEmpty() && row.matches()) {
        assertTrue(!row.group(3).isBlank() && !row.group(4).isBlank(), () -> "empty cell: " + line);
        rules.add(group + " " + row.group(1) + " " + row.group(2));
      }
    }
    return rules;
  }
}
