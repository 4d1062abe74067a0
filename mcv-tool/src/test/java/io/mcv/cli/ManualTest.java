package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The manual pages and the completion script of the distribution. */
class ManualTest {
  @TempDir Path share;

  @BeforeEach
  void write() throws IOException {
    Manual.write(share, "0.1.0");
  }

  @Test
  void everyCommandHasAPageWithAllOfItsOptions() throws IOException {
    List<CommandSpec> commands = commands(Manual.commandLine()).toList();
    for (CommandSpec command : commands) {
      String page = Files.readString(page(command)).replace("\\-", "-");
      assertThat(page).startsWith(".TH \"" + ManualPage.name(command).toUpperCase() + "\" 1 ");
      command.options().forEach(option -> assertThat(page).contains(option.names()));
      command.positionalParameters().forEach(each -> assertThat(page).contains(each.paramLabel()));
    }
    try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
      assertThat(pages).hasSize(commands.size());
    }
  }

  @Test
  void twoBuildsGiveTheSameBytes(@TempDir Path again) throws IOException {
    Manual.write(again, "0.1.0");

    assertThat(FileTrees.snapshot(again)).isEqualTo(FileTrees.snapshot(share));
    assertThat(completion()).content().doesNotContainPattern("\\b20[0-9]{2}\\b");
  }

  /** One run for all: man takes its time to start. */
  @Test
  void manShowsThePagesWithoutAWarning() throws IOException {
    Peer man = Peer.require("man").with("LC_ALL", "C.UTF-8").with("MANWIDTH", "80");
    List<String> arguments = new ArrayList<>(List.of("--warnings", "-l"));
    try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
      pages.sorted().map(Path::toString).forEach(arguments::add);
    }

    Peer.Outcome shown = man.run(arguments.toArray(String[]::new)).orFail();

    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .contains(
            "mcv-tool-copy - ",
            "--digestfile FILE",
            "oci:PATH[:TAG|@DIGEST]",
            "mcv-tool-vault-gc(1)")
        .doesNotContain("\\-");
  }

  @ParameterizedTest
  @CsvSource({
    "mcv-tool ins, inspect",
    "mcv-tool vault g, gc",
    "mcv-tool copy --all --dig, --digestfile",
    "mcv-tool inspect --plat, --platform"
  })
  void bashCompletesWhatWasBegun(String line, String word) {
    String words = "COMP_WORDS=(" + line + ") COMP_CWORD=" + (line.split(" ").length - 1);
    String script =
        "source '"
            + completion()
            + "' && complete -p mcv-tool >&2 && "
            + words
            + " && _complete_mcv-tool && printf '%s\\n' \"${COMPREPLY[@]}\"";

    Peer.Outcome completed = Peer.require("bash").run("-c", script).orFail();

    assertThat(completed.err()).contains("-F _complete_mcv-tool");
    assertThat(completed.out().lines().map(String::strip)).containsExactly(word);
  }

  private Path page(CommandSpec command) {
    return share.resolve("man/man1").resolve(ManualPage.name(command) + ".1");
  }

  private Path completion() {
    return share.resolve("bash-completion/completions/mcv-tool");
  }

  private static Stream<CommandSpec> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command.getCommandSpec()),
        command.getSubcommands().values().stream().flatMap(ManualTest::commands));
  }
}
