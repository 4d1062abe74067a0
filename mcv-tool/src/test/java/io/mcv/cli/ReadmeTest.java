package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows is what the commands print. */
class ReadmeTest {
  private static final String TOOL = "mcv-tool/bin/mcv-tool ";
  private static final Pattern FIRST = Pattern.compile("```sh\n" + TOOL + "(create [^\n]*)\n```");

  @TempDir Path folder;

  @Test
  void theCommandsPrintWhatReadmeShows() throws IOException {
    String readme = Files.readString(Checkout.root().resolve("README.md"));
    List<MatchResult> first = FIRST.matcher(readme).results().toList();
    assertThat(first).hasSize(1);
    run(first.get(0).group(1)).orFail();

    List<ShownCommands.Shown> shown = ShownCommands.of("README.md", "\\$", TOOL);

    assertThat(shown).hasSize(6);
    for (ShownCommands.Shown each : shown) {
      assertThat(run(each.command()).orFail().out().strip()).isEqualTo(here(each.output()));
    }
  }

  private Tool.Outcome run(String command) {
    return Tool.at(folder).run(ShownCommands.arguments(here(command)));
  }

  /** The same in a folder of this test. */
  private String here(String text) {
    return text.replace("/tmp/mcv-demo", folder.resolve("demo").toString());
  }
}
