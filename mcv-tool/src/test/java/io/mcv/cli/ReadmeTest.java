package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows is what the commands print. */
class ReadmeTest {
  private static final String TOOL = "mcv-tool/bin/mcv-tool ";
  private static final Pattern FIRST = Pattern.compile("```sh\n" + TOOL + "(create [^\n]*)\n```");
  private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SHOWN =
      Pattern.compile("\\$ " + TOOL + "([^\n]*)\n(.*?)(?=\n\\$ |\\z)", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theCommandsPrintWhatReadmeShows() throws IOException {
    String readme = Files.readString(Checkout.root().resolve("README.md"));
    run(only(FIRST, readme)).orFail();

    List<Matcher> shown = new ArrayList<>();
    for (Matcher block : matches(CONSOLE, readme)) {
      if (block.group(1).startsWith("$ " + TOOL)) {
        shown.addAll(matches(SHOWN, block.group(1).strip()));
      }
    }

    assertThat(shown).hasSize(5);
    for (Matcher each : shown) {
      assertThat(run(each.group(1)).orFail().out().strip()).isEqualTo(here(each.group(2)));
    }
  }

  private Tool.Outcome run(String command) {
    String[] arguments = here(command).split(" ");
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("testdata/")) {
        arguments[i] = Checkout.root().resolve(arguments[i]).toString();
      }
    }
    return Tool.at(folder).run(arguments);
  }

  /** The same in a folder of this test. */
  private String here(String text) {
    return text.replace("/tmp/mcv-demo", folder.resolve("demo").toString());
  }

  private static String only(Pattern pattern, String text) {
    List<Matcher> found = matches(pattern, text);
    assertThat(found).hasSize(1);
    return found.get(0).group(1);
  }

  private static List<Matcher> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(
            result -> {
              Matcher matcher = pattern.matcher(result.group());
              assertThat(matcher.find()).isTrue();
              return matcher;
            })
        .toList();
  }
}
