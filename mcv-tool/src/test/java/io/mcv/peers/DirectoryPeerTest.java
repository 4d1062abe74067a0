package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dir:} as skopeo reads and writes it, in both versions. */
class DirectoryPeerTest {
  @TempDir Path temp;
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeEach
  void setUp() {
    tool = Tool.at(temp);
  }

  @ParameterizedTest
  @CsvSource({
    "full, false",
    "full, true",
    "multi, false",
    "multi, true",
    "artifact, false",
    "artifact, true",
    "nolayers, true",
    "twolayers, true"
  })
  void aFolderIsTheSameFileByFileAsSkopeos(String tag, boolean newer) throws IOException {
    String image = "oci:" + SharedData.require("skopeo-golden/synth-layout") + ":" + tag;
    Path theirs = temp.resolve("theirs");
    Path ours = temp.resolve("ours");
    skopeo(newer, "copy", "-q", "--all", image, "dir:" + theirs);

    copy("--all", image, "dir:" + ours);

    assertThat(FileBytes.of(ours)).isNotEmpty().isEqualTo(FileBytes.of(theirs));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneImageOfAnIndexIsTheSameAsSkopeos(boolean newer) throws IOException {
    String image = "oci:" + SharedData.require("skopeo-golden/synth-layout") + ":multi";
    Path theirs = temp.resolve("theirs");
    Path ours = temp.resolve("ours");
    skopeo(newer, "copy", "-q", image, "dir:" + theirs);

    copy(image, "dir:" + ours);

    assertThat(FileBytes.of(ours)).isEqualTo(FileBytes.of(theirs));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anImageOfSchema2IsCopiedAsBySkopeo(boolean newer) throws IOException {
    Path schema2 = SharedData.require("buildah-golden/s2dir");
    Path theirs = temp.resolve("theirs");
    Path ours = temp.resolve("ours");
    skopeo(newer, "copy", "-q", "dir:" + schema2, "dir:" + theirs);

    copy("dir:" + schema2, "dir:" + ours);

    assertThat(FileBytes.of(ours)).isEqualTo(FileBytes.of(theirs));
    new SkopeoInspect(tool).assertSame("dir:" + ours);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anImageGivesWayToAnotherAsInSkopeo(boolean newer) throws IOException {
    String layout = "oci:" + SharedData.require("skopeo-golden/synth-layout");
    Path theirs = temp.resolve("theirs");
    Path ours = temp.resolve("ours");
    skopeo(newer, "copy", "-q", "--all", layout + ":multi", "dir:" + theirs);
    skopeo(newer, "copy", "-q", "--all", layout + ":multi", "dir:" + ours);
    skopeo(newer, "copy", "-q", layout + ":full", "dir:" + theirs);

    copy(layout + ":full", "dir:" + ours);

    assertThat(FileBytes.of(ours)).isEqualTo(FileBytes.of(theirs));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void skopeoReadsWhatWeCreate(boolean newer) throws IOException {
    Path ours = temp.resolve("ours");
    create("dir:" + ours);
    Path layout = temp.resolve("layout");

    skopeo(newer, "copy", "-q", "--preserve-digests", "dir:" + ours, "oci:" + layout + ":t");

    new SkopeoInspect(tool).assertSame("dir:" + ours);
    assertThat(tool.run("inspect", "--raw", "dir:" + ours).orFail().out())
        .isEqualTo(tool.run("inspect", "--raw", "oci:" + layout).orFail().out());
  }

  @Test
  void whatSkopeoCopiedIsExtracted() throws IOException {
    create("oci:" + temp.resolve("created") + ":t");
    skopeo(false, "copy", "-q", "oci:" + temp.resolve("created"), "dir:" + temp.resolve("copied"));
    Path target = temp.resolve("target");

    tool.run("extract", "--no-gpu", "-i", "dir:" + temp.resolve("copied"), "-d", target.toString())
        .orFail();

    assertThat(FileBytes.withoutGroups(target))
        .isEqualTo(FileBytes.withoutGroups(Checkout.sampleCache("triton-hip")));
  }

  private void create(String image) {
    String cache = Checkout.sampleCache("triton-hip").toString();
    tool.run("create", "-i", image, "-d", cache).orFail();
  }

  private void copy(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "copy";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    tool.run(command).orFail();
  }

  private static void skopeo(boolean newer, String... arguments) {
    (newer ? Peer.newer("skopeo") : Peer.require("skopeo")).run(arguments).orFail();
  }
}
