package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import java.time.Duration;
import java.util.List;

/** A command that has to fail: with one line for people, in time. */
final class Refusal {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Refusal() {}

  /**
   * Runs a command whose only error is one line with these parts.
   *
   * @return that line
   */
  static String of(int exit, Tool tool, List<String> command, String... parts) {
    long start = System.nanoTime();
    Tool.Outcome outcome = tool.run(command.toArray(String[]::new));
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(outcome.exit()).as("%s: %s", command, outcome.err()).isEqualTo(exit);
    assertThat(outcome.out()).isEmpty();
    List<String> errors = outcome.err().lines().filter(line -> line.startsWith("error: ")).toList();
    assertThat(errors).as(outcome.err()).hasSize(1);
    assertThat(outcome.err()).endsWith(errors.get(0) + "\n").doesNotContain("\tat ");
    assertThat(errors.get(0)).doesNotContain("Exception", "internal error");
    for (String part : parts) {
      assertThat(errors.get(0)).contains(part);
    }
    assertThat(took).as("%s", command).isLessThan(LIMIT);
    return errors.get(0);
  }
}
