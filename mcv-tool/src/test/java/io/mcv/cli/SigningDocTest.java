package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/signing.md shows is what the commands print: on two machines, whose users have homes of
 * their own, and nothing in common but the folder that is carried over and the public key.
 */
class SigningDocTest {
  private static final String SHOWN = "/tmp/mcv-signing";

  @TempDir Path folder = Path.of("");
  private Path carried = Path.of("");

  @BeforeEach
  void writePassword() throws IOException {
    carried = Files.createDirectory(folder.resolve("signing"));
    Files.writeString(carried.resolve("password"), "correct horse battery staple\n");
  }

  @Test
  void theCommandsPrintWhatIsShown() throws IOException {
    List<ShownCommands.Shown> shown =
        ShownCommands.of("docs/signing.md", "(?:build|gpu)\\$", "mcv-tool ");

    assertThat(shown).hasSize(7);
    for (ShownCommands.Shown each : shown) {
      boolean refused = each.command().contains("/refused");
      if (refused) {
        makeAnotherKey();
      }
      Tool.Outcome outcome = run(each.prompt(), each.command());
      assertThat(outcome.exit())
          .as("%s: %s", each.command(), outcome.err())
          .isEqualTo(refused ? ExitCode.REFUSED : ExitCode.OK);
      String printed = refused ? outcome.err() : outcome.out();
      assertThat(printed.strip().replace(carried.toString(), SHOWN)).matches(each.pattern());
      forgetTheOtherMachine(each);
    }
    assertThat(FileTrees.snapshot(carried.resolve("cache")).keySet())
        .isEqualTo(FileTrees.snapshot(Checkout.sampleCache("triton-vector-add")).keySet());
    assertThat(carried.resolve("refused")).doesNotExist();
  }

  private Tool.Outcome run(String prompt, String command) {
    Path home = folder.resolve(prompt.replace("$", ""));
    return Tool.at(home).run(ShownCommands.arguments(command.replace(SHOWN, carried.toString())));
  }

  private void makeAnotherKey() {
    run(
            "build$",
            "generate-key-pair --password-file /tmp/mcv-signing/password --output-key-prefix"
                + " /tmp/mcv-signing/other")
        .orFail();
  }

  /** What the machine that signs does not hand over, once the stick is full. */
  private void forgetTheOtherMachine(ShownCommands.Shown last) throws IOException {
    if (last.command().startsWith("copy ")) {
      Files.move(carried.resolve("build"), folder.resolve("gone"));
      Files.delete(carried.resolve("cosign.key"));
    }
  }
}
