package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import io.mcv.testing.engine.EngineAnswers;
import io.mcv.testing.engine.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands say where an engine is not as it must be. */
class EngineFailuresTest {
  private static final String CACHE = Checkout.sampleCache("triton-vector-add").toString();
  private static final Duration LONGEST = Duration.ofSeconds(2);

  @TempDir Path folder = Path.of("");
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeEach
  void makeAUser() throws IOException {
    tool = Tool.withTemporaryFolder(folder).with("CONTAINER_HOST", "unix://" + socket());
  }

  @ParameterizedTest
  @CsvSource({"inspect podman:x, 1", "extract --no-gpu -i podman:x, 5", "copy podman:x oci:/x, 1"})
  void anEngineThatIsNotThereCannotBeRead(String command, int exit) {
    assertFails(
        exit,
        command.split(" "),
        "podman's engine at unix://" + socket() + " is not there",
        "podman system service",
        "CONTAINER_HOST");
  }

  @Test
  void anEngineThatIsNotThereCannotBeWritten() {
    String[] command = {"create", "-i", "podman:x", "-d", CACHE};

    assertFails(4, command, "podman's engine at unix://" + socket() + " is not there");
  }

  @Test
  void anEngineThatHangsIsToldInTime() throws IOException {
    try (ScriptedEngine engine = ScriptedEngine.at(socket(), Map.of())) {
      assertFails(1, new String[] {"inspect", "podman:x"}, "did not answer in time");
      assertThat(engine.requests()).hasSize(1);
    }
  }

  @Test
  void anEngineThatHangsHoldsNoBareNameUp() throws IOException {
    try (ScriptedEngine engine = ScriptedEngine.at(socket(), Map.of())) {
      assertFails(1, new String[] {"inspect", "some-name"}, "some-name:latest is not in the vault");
      assertThat(engine.requests()).hasSize(1);
    }
  }

  @Test
  void aVariableThatCannotBeUsedIsAnErrorOfUsageForWhoAsksForTheEngine() {
    tool.with("CONTAINER_HOST", "ssh://root@host/run/podman/podman.sock");

    assertFails(3, new String[] {"inspect", "podman:x"}, "CONTAINER_HOST=ssh://", "ssh -L");
    assertFails(1, new String[] {"inspect", "some-name"}, "some-name:latest is not in the vault");
  }

  @Test
  void onlyABareNameIsLookedForSomewhere() {
    assertFails(3, new String[] {"inspect", "--from=vault", "podman:x"}, "says itself where");
    assertFails(1, new String[] {"inspect", "--from=vault", "x"}, "x:latest is not in the vault");
  }

  @Test
  void whatTheEngineSaysOfALoadIsTold() throws IOException {
    tool.with("DOCKER_HOST", "unix://" + socket());
    Map<String, String> answers =
        Map.of(
            "GET /_ping",
            EngineAnswers.PING,
            "POST /v1.43/images/load",
            EngineAnswers.notLoaded("no space left on device"));
    try (ScriptedEngine engine = ScriptedEngine.at(socket(), answers)) {
      assertFails(
          4,
          new String[] {"create", "-i", "docker-daemon:x", "-d", CACHE},
          "failed at loading x:latest: no space left on device");
      assertThat(engine.requests()).hasSize(2);
    }
  }

  private void assertFails(int exit, String[] command, String... parts) {
    Instant begin = Instant.now();
    Tool.Outcome outcome = tool.run(command);

    assertThat(Duration.between(begin, Instant.now())).isLessThan(LONGEST);
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
    assertThat(outcome.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(outcome.err()).contains(parts).doesNotContain("internal error");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  private Path socket() {
    return folder.resolve("engine.sock");
  }
}
