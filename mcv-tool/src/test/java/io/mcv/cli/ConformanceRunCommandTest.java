package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.client.candidate.HandmadeVectors;
import io.mcv.oci.json.Json;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code conformance run}. */
@ResourceLock("/tmp/mcv-hostile-target")
class ConformanceRunCommandTest {
  @TempDir static Path vectors = Path.of("");
  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void makeVectors() throws IOException {
    HandmadeVectors.in(vectors);
  }

  @Test
  void aDeadlineOfNothingIsRefused() throws IOException {
    assertThat(candidate("false {layout} {target}", "--timeout=0").exit())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aToolThatKeepsTheRulesThatAreAskedForEndsWithZero() throws IOException {
    Tool.Outcome outcome = candidate("false {layout} {target}", "--only=LAYER-ENTRY-01").orFail();
    assertThat(outcome.out().lines().map(line -> line.split(" {2,}")))
        .containsExactly(
            new String[] {"GROUP", "RULES", "KEPT", "CONTAINED", "BROKEN", "NOT JUDGED"},
            new String[] {"layer-safety", "1", "1", "0", "0", "0"});
  }

  @Test
  void aRuleThatIsNotKeptIsToldWithItsCase() throws IOException {
    Tool.Outcome outcome = candidate("echo hello {layout} {target}", "-l", "debug");
    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND_ERRORS);
    assertThat(outcome.out())
        .contains("LAYER-NAME-01   broken      good")
        .contains("LAYER-NAME-01   contained   upwards   it took an image")
        .doesNotContain("set-id");
    assertThat(outcome.err()).contains("good: broken").contains("  hello ");
  }

  @Test
  void asJsonEachRuleIsALine() throws IOException {
    Tool.Outcome outcome = candidate("false {layout} {target}", "--json");
    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND_ERRORS);
    assertThat(outcome.out().lines())
        .hasSize(2)
        .allSatisfy(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8)));
    assertThat(outcome.out().lines().findFirst().orElseThrow())
        .startsWith(
            "{\"rule\":\"LAYER-NAME-01\",\"group\":\"layer-safety\",\"judgement\":\"broken\"");
  }

  @Test
  void whatACreatorMakesIsValidated() throws IOException {
    Path caches = folder.resolve("caches");
    FileTrees.copy(Checkout.sampleCache("triton-hip"), caches.resolve("sample"));
    Path made = Files.createDirectory(folder.resolve("made"));
    tool()
        .run("create", "-i", "oci:" + made + ":any", "-d", caches.resolve("sample").toString())
        .orFail();
    Tool.Outcome good = creator("test -d {dir} && cp -r " + made + " {layout}", caches);
    assertThat(good.exit()).as(good.out()).isZero();
    Tool.Outcome failing = creator("false {dir} {layout}", caches, "--json");
    assertThat(failing.exit()).isEqualTo(ExitCode.FOUND_ERRORS);
    assertThat(failing.out()).contains("\"failure\":\"it ended with status 1\"");
    Tool.Outcome nothing = creator("true {dir} {layout}", caches);
    assertThat(nothing.exit()).isEqualTo(ExitCode.FOUND_ERRORS);
    assertThat(nothing.out()).contains("its image cannot be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--candidate=x",
        "--candidate={layout}",
        "--candidate-create={layout}",
        "--candidate={layout}{target} --candidate-create={dir}{layout}",
        "--candidate={layout}{target} --caches=.",
        "--candidate-create={dir}{layout} --vectors=.",
        "--candidate-create={dir}{layout} --only=x",
        "--candidate={layout}{target} --timeout=soon"
      })
  void aWrongCommandLineEndsWithThree(String arguments) throws IOException {
    String[] words = ("conformance run " + arguments).strip().split(" ");
    assertThat(tool().run(words).exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aRuleThatTheVectorsDoNotKnowIsAWrongCommandLine() throws IOException {
    Tool.Outcome outcome = candidate("false {layout} {target}", "--only=NO-SUCH");
    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("no rule or group NO-SUCH");
  }

  private Tool.Outcome candidate(String command, String... more) throws IOException {
    return run(more, "--candidate=" + command, "--vectors=" + vectors);
  }

  private Tool.Outcome creator(String command, Path caches, String... more) throws IOException {
    return run(more, "--candidate-create=" + command, "--caches=" + caches);
  }

  private Tool.Outcome run(String[] more, String... first) throws IOException {
    String[] words = new String[2 + first.length + more.length];
    words[0] = "conformance";
    words[1] = "run";
    System.arraycopy(first, 0, words, 2, first.length);
    System.arraycopy(more, 0, words, 2 + first.length, more.length);
    return tool().run(words);
  }

  private Tool tool() throws IOException {
    return Tool.withTemporaryFolder(folder);
  }
}
