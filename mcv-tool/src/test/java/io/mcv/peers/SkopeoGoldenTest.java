package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code skopeo-golden} that looks at images. */
class SkopeoGoldenTest {
  /** Here the newest skopeo does something else, and so do we. */
  private static final Set<String> NEWER = Set.of("fmt-tab", "fmt-table", "fmt-dot", "fmt-jsonfn");

  /** Skopeo has nothing for a host that is not the platform of the only image; we show it. */
  private static final Set<String> BEYOND = Set.of("synth-noarch", "synth-noarch--config");

  @TempDir static Path folder;
  private static GoldenInputs inputs;
  private static Tool tool = Tool.at(Path.of("unset"));

  @BeforeAll
  static void makeInputs() throws Exception {
    inputs = GoldenInputs.in(folder);
    tool = Tool.withTemporaryFolder(folder);
  }

  @AfterAll
  static void stopRegistry() {
    inputs.close();
  }

  @ParameterizedTest
  @MethodSource("thatEndedWell")
  void whatSkopeo19PrintedIsPrintedToTheByte(GoldenCase golden) {
    Tool.Outcome ours = run(golden, true).orFail();

    assertThat(ours.out()).isEqualTo(inputs.out(golden));
  }

  @ParameterizedTest
  @MethodSource("thatFailed")
  void whatSkopeo19RefusedIsRefusedInOneLineOfOurOwn(GoldenCase golden) {
    Tool.Outcome ours = run(golden, true);

    assertThat(ours.exit()).isIn(1, 3);
    assertThat(ours.out()).isEmpty();
    assertThat(ours.err()).startsWith("error: ").hasLineCount(1);
    String theirs = golden.err().replaceAll("(?s).*msg=\"(.*)\"\\s*", "$1");
    assertThat(ours.err()).doesNotContain(theirs);
  }

  @ParameterizedTest
  @MethodSource("thatAreNewer")
  void whatTheNewestSkopeoPrintsOtherwiseIsPrintedAsByThat(GoldenCase golden) {
    Peer.Outcome theirs =
        Peer.newer("skopeo").run(inputs.arguments(golden).toArray(String[]::new)).orFail();

    assertThat(run(golden, false).orFail().out()).isEqualTo(theirs.out());
  }

  @ParameterizedTest
  @MethodSource("thatAreBeyond")
  void theOnlyImageOfAnIndexIsShownWhateverItRunsOn(GoldenCase golden) {
    assertThat(golden.exit()).isEqualTo(1);
    assertThat(run(golden, true).orFail().out()).contains("arm64");
  }

  private static Tool.Outcome run(GoldenCase golden, boolean compatible) {
    List<String> arguments = ours(inputs.arguments(golden));
    boolean inspects = arguments.get(0).equals("inspect") && arguments.size() > 1;
    if (inspects && compatible) {
      arguments.add(1, "--compat=skopeo-1.9");
    }
    if (inspects && arguments.get(arguments.size() - 1).startsWith("docker:")) {
      arguments.add(1, "--retry-times=0");
    }
    return tool.run(arguments.toArray(String[]::new));
  }

  /** What skopeo takes before its command, we take after ours, and in one option. */
  private static List<String> ours(List<String> arguments) {
    List<String> ours = new ArrayList<>(arguments);
    if (ours.get(0).equals("--override-arch")) {
      ours.subList(0, 4).clear();
      ours.add(1, "--platform=linux/arm64/v8");
    }
    return ours;
  }

  static Stream<GoldenCase> thatEndedWell() throws IOException {
    return looking().filter(each -> each.exit() == 0 && !NEWER.contains(each.name()));
  }

  static Stream<GoldenCase> thatFailed() throws IOException {
    return looking()
        .filter(each -> each.exit() != 0)
        .filter(each -> !NEWER.contains(each.name()) && !BEYOND.contains(each.name()));
  }

  static Stream<GoldenCase> thatAreNewer() throws IOException {
    return looking().filter(each -> NEWER.contains(each.name()));
  }

  static Stream<GoldenCase> thatAreBeyond() throws IOException {
    return looking().filter(each -> BEYOND.contains(each.name()));
  }

  private static Stream<GoldenCase> looking() throws IOException {
    return GoldenCase.all().stream().filter(each -> !each.isElsewhere());
  }
}
