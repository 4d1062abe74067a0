package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Platform;
import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code copy} of indexes: whole, or one image of them. */
class CopyIndexTest {
  private static final Platform ARM = Platform.of("linux", "arm64");
  private static final Platform RISC = Platform.of("linux", "riscv64");
  private static final Platform POWER = Platform.of("linux", "ppc64le");

  @TempDir static Path shared;
  private static LoopbackRegistry registry;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));
  private Path layout = Path.of("unset");

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
    layout = folder.resolve("layout");
  }

  @Test
  void aWholeIndexGoesThroughARegistryAndBack() throws Exception {
    Digest digest = RandomImages.in(layout, 41).index("t", List.of(ARM, RISC), 5000, 900).digest();

    assertThereAndBack("whole", digest);
    Peer.newer("skopeo")
        .run(
            "copy",
            "--all",
            "--src-tls-verify=false",
            registry.image("whole:v1"),
            "oci:" + folder.resolve("theirs"))
        .orFail();
    FileTrees.assertSame(layout.resolve("blobs"), folder.resolve("theirs/blobs"));
  }

  @Test
  void anIndexInAnIndexGoesThroughARegistryAndBack() throws Exception {
    assertThereAndBack(
        "nested", RandomImages.in(layout, 42).nestedIndex("t", List.of(ARM, RISC), 700).digest());
  }

  @Test
  void thePlatformChoosesTheImage() throws Exception {
    RandomImages.in(layout, 43).index("t", List.of(ARM, RISC), 700);
    copy("oci:" + layout + ":t", registry.image("chosen:v1"), "--all");

    copy(registry.image("chosen:v1"), "oci:" + folder.resolve("risc"), "--platform=linux/riscv64");

    assertPlatform("riscv64");
    assertThat(copy(registry.image("chosen:v1"), "oci:" + folder.resolve("no"), "-a").exit())
        .isZero();
  }

  @Test
  void theOnlyImageIsTakenWhateverItRunsOn() throws Exception {
    RandomImages.in(layout, 44).index("t", List.of(RISC), 700);
    copy("oci:" + layout + ":t", registry.image("only:v1"), "--all");

    copy(registry.image("only:v1"), "oci:" + folder.resolve("risc"));

    assertPlatform("riscv64");
  }

  @Test
  void ofSeveralForOtherHostsNoneIsTakenAndAllAreListed() throws Exception {
    RandomImages.in(layout, 45).index("t", List.of(RISC, POWER), 700);
    copy("oci:" + layout + ":t", registry.image("several:v1"), "--all");

    Tool.Outcome outcome = run(registry.image("several:v1"), "oci:" + folder.resolve("no"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("error: ")
        .contains("--platform", "linux/riscv64, linux/ppc64le")
        .hasLineCount(1);
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void allPlatformsAndOneCannotBeHad() {
    Tool.Outcome outcome = run("oci:x", "oci:y", "--all", "--platform=linux/arm64");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("--all", "--platform").hasLineCount(1);
  }

  private void assertThereAndBack(String name, Digest digest) throws Exception {
    Tool.Outcome pushed = copy("oci:" + layout + ":t", registry.image(name + ":v1"), "--all");
    Path pulled = folder.resolve("pulled");
    Tool.Outcome back = copy(registry.image(name + ":v1"), "oci:" + pulled + ":t", "--all");

    assertThat(List.of(pushed.out(), back.out())).containsOnly(digest + "\n");
    FileTrees.assertSame(layout.resolve("blobs"), pulled.resolve("blobs"));
  }

  private void assertPlatform(String architecture) {
    Path pulled = folder.resolve("risc");
    String config = tool.run("inspect", "--config", "oci:" + pulled).orFail().out();
    assertThat(config).contains("\"architecture\": \"" + architecture + "\"");
    String raw = tool.run("inspect", "--raw", "oci:" + pulled).orFail().out();
    assertThat(raw).contains("\"layers\"");
  }

  private Tool.Outcome copy(String from, String to, String... options) {
    return run(from, to, options).orFail();
  }

  private Tool.Outcome run(String from, String to, String... options) {
    List<String> arguments = new ArrayList<>(List.of("copy", "--tls-verify=false"));
    arguments.addAll(List.of(options));
    arguments.add(from);
    arguments.add(to);
    return tool.run(arguments.toArray(String[]::new));
  }
}
