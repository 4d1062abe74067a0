package io.mcv.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {
  private final Peer shell = Peer.require("sh");

  @Test
  void an_outcome_has_exit_status_and_both_outputs() {
    Peer.Outcome outcome = shell.run("-c", "printf 'a\\0b'; echo oops >&2; exit 3");
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.outBytes()).containsExactly('a', 0, 'b');
    assertThat(outcome.err()).isEqualTo("oops\n");
  }

  @Test
  void a_failure_says_the_command_and_what_it_said() {
    Peer.Outcome outcome = shell.run("-c", "echo no such image >&2; exit 1");
    assertThatThrownBy(outcome::orFail)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-c echo no such image")
        .hasMessageContaining("ended with 1: no such image");
    assertThat(shell.run("-c", "echo fine").orFail().out()).isEqualTo("fine\n");
  }

  @Test
  void it_runs_in_the_folder_and_with_the_variables_given(@TempDir Path folder) throws IOException {
    Peer.Outcome outcome =
        shell
            .in(folder)
            .with("MCV_A", "1")
            .with("MCV_B", "2")
            .run("-c", "pwd -P; echo $MCV_A$MCV_B");
    assertThat(outcome.out().lines()).containsExactly(folder.toRealPath().toString(), "12");
  }

  @Test
  void one_that_does_not_end_in_time_is_killed_with_its_children(@TempDir Path folder)
      throws InterruptedException {
    Peer impatient = shell.in(folder).within(Duration.ofSeconds(1));
    assertThatThrownBy(() -> impatient.run("-c", "echo wait >&2; (sleep 2; echo > late) & wait"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not end within 1000 ms: wait");
    Thread.sleep(1500);
    assertThat(folder.resolve("late")).doesNotExist();
  }

  @Test
  void its_standard_input_is_empty() {
    assertThat(shell.run("-c", "cat; echo end").out()).isEqualTo("end\n");
  }

  @Test
  void folders_are_searched_in_their_order(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("sh"), "#!/bin/sh\necho mine\n");
    String folders = folder + ":/bin:/usr/bin";
    assertThat(Peer.find("sh", folders).orElseThrow().executable()).isNotEqualTo(script);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(Peer.find("sh", folders).orElseThrow().executable()).isEqualTo(script);
  }
}
