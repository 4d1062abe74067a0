package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of other tools read here, and ours read by them. */
class ArchivesAgainstPeersTest {
  private static final String NAME = "example.com/x/y:z";

  @TempDir Path temp;
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeEach
  void setUp() throws IOException {
    tool = Tool.withTemporaryFolder(temp.resolve("user"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skopeo-golden/synth-layout:full",
        "skopeo-golden/synth-layout:min",
        "skopeo-golden/synth-layout:nolayers",
        "skopeo-golden/synth-layout:twolayers",
        "skopeo-golden/synth-layout:tz",
        "buildah-golden/img1",
        "buildah-golden/rich"
      })
  void aDockerArchiveIsThatOfSkopeoToTheByte(String image) {
    String from = "oci:" + SharedData.require(image.split(":")[0]) + image.replaceAll("^[^:]*", "");
    for (Peer skopeo : skopeos()) {
      for (String name : List.of("", ":" + NAME, ":short")) {
        Path theirs = newFile();
        Path ours = newFile();
        skopeo.run("copy", "-q", from, "docker-archive:" + theirs + name).orFail();
        tool.run("copy", "-q", "docker-archive:" + theirs, "docker-archive:" + ours + name)
            .orFail();
        assertThat(ours).as(image + name).hasSameBinaryContentAs(theirs);
        assertThat(tool.run("inspect", "--raw", "docker-archive:" + ours + name).orFail().out())
            .isEqualTo(skopeo.run("inspect", "--raw", "docker-archive:" + theirs).orFail().out());
      }
    }
  }

  @Test
  void layersStandInTheOrderOfTheManifestHoweverManyAreMovedAtOnce() {
    String layout = "oci:" + temp.resolve("layout");
    String cache = Checkout.sampleCache("triton-hip").toString();
    tool.run("create", "--profile", "mcv-docker", "-i", layout, "-d", cache).orFail();
    Path theirs = newFile();
    Path ours = newFile();
    Peer.require("skopeo").run("copy", "-q", layout, "docker-archive:" + theirs).orFail();
    tool.run("copy", "-q", "docker-archive:" + theirs, "docker-archive:" + ours).orFail();
    assertThat(ours).hasSameBinaryContentAs(theirs);
    Path first = newFile();
    Path second = newFile();
    for (Path archive : List.of(first, second)) {
      tool.run("copy", "-q", layout, "oci-archive:" + archive).orFail();
    }
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void anImageWithoutDiffIdsIsReadByNeither() {
    Path archive = newFile();
    Peer skopeo = Peer.require("skopeo");
    String layout = "oci:" + SharedData.require("skopeo-golden/synth-layout");
    skopeo.run("copy", "-q", layout + ":emptycfg", "docker-archive:" + archive).orFail();
    assertThat(skopeo.run("inspect", "--raw", "docker-archive:" + archive).exit()).isEqualTo(1);
    Tool.Outcome outcome = tool.run("inspect", "--raw", "docker-archive:" + archive);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("names 0 diffIDs");
  }

  @Test
  void anArchiveOfALayoutGoesToSkopeoAndBack() {
    String layout = "oci:" + SharedData.require("skopeo-golden/synth-layout");
    for (Peer skopeo : skopeos()) {
      for (String tag : List.of("full", "artifact", "multi")) {
        String ours = "oci-archive:" + newFile() + ":" + tag;
        String theirs = "oci-archive:" + newFile() + ":" + tag;
        String raw = skopeo.run("inspect", "--raw", layout + ":" + tag).orFail().out();
        tool.run("copy", "-q", "--all", layout + ":" + tag, ours).orFail();
        assertThat(skopeo.run("inspect", "--raw", ours).orFail().out()).isEqualTo(raw);
        skopeo.run("copy", "-q", "--all", "--preserve-digests", ours, theirs).orFail();
        assertThat(tool.run("inspect", "--raw", theirs).orFail().out()).isEqualTo(raw);
      }
    }
  }

  @Test
  void umociUnpacksAnArchiveOfALayout() throws IOException {
    Path archive = newFile();
    Path folder = Files.createDirectory(temp.resolve("layout"));
    create("oci-archive:" + archive + ":v1");
    Peer.require("tar").run("-xf", archive.toString(), "-C", folder.toString()).orFail();
    Peer umoci = Peer.require("umoci");
    assertThat(umoci.run("ls", "--layout", folder.toString()).orFail().out().lines())
        .containsExactly("v1");
    umoci.run("unpack", "--image", folder + ":v1", temp.resolve("bundle").toString()).orFail();
    assertThat(temp.resolve("bundle/rootfs/io.triton.cache")).isNotEmptyDirectory();
  }

  @Test
  void aCacheIsExtractedFromEveryKindOfArchive() {
    String ours = "oci-archive:" + newFile();
    String docker = "docker-archive:" + newFile() + ":team/cache:v1";
    create(ours);
    Peer.require("skopeo").run("copy", "-q", ours, docker).orFail();
    assertExtracts(ours);
    assertExtracts(docker);
  }

  @Test
  void podmanLoadsOursAndWeReadWhatItSaves() {
    PodmanStore podman = PodmanStore.in(temp.resolve("podman"));
    Path theirs = newFile();
    Path ours = newFile();
    create("oci-archive:" + ours + ":v1");
    Peer.require("skopeo")
        .run("copy", "-q", "oci-archive:" + ours, "docker-archive:" + theirs)
        .orFail();
    Path loaded = newFile();
    tool.run("copy", "-q", "docker-archive:" + theirs, "docker-archive:" + loaded + ":" + NAME)
        .orFail();
    podman.run("load", "-q", "-i", loaded.toString()).orFail();
    String id = podman.run("images", "--no-trunc", "-q", NAME).orFail().out().strip();
    podman.run("tag", NAME, "example.com/other:v2").orFail();

    Path saved = newFile();
    podman.run("save", "-q", "-o", saved.toString(), NAME).orFail();
    assertThat(tool.run("inspect", "--raw", "docker-archive:" + saved).orFail().out()).contains(id);
    assertExtracts("docker-archive:" + saved + ":" + NAME);

    Path oci = newFile();
    podman.run("save", "-q", "--format", "oci-archive", "-o", oci.toString(), NAME).orFail();
    assertExtracts("oci-archive:" + oci);

    Path several = newFile();
    podman.run("load", "-q", "-i", theirs.toString()).orFail();
    podman.run("save", "-q", "-m", "-o", several.toString(), NAME, "example.com/other:v2").orFail();
    assertExtracts("docker-archive:" + several + ":example.com/other:v2");
  }

  @Test
  void whatBuildahPushesIsRead() throws IOException {
    BuildahStore buildah = BuildahStore.in(temp.resolve("buildah"));
    String container = buildah.from("scratch");
    Path cache = Checkout.sampleCache("triton-hip");
    buildah.run("copy", container, cache.toString(), "./io.triton.cache/").orFail();
    buildah.run("commit", "-q", container, "cache").orFail();
    for (String transport : List.of("docker-archive:", "oci-archive:")) {
      String archive = transport + newFile();
      buildah.run("push", "-q", "cache", archive + ":" + "localhost/cache:v1").orFail();
      assertThat(tool.run("inspect", "--raw", archive).orFail().out())
          .isEqualTo(Peer.require("skopeo").run("inspect", "--raw", archive).orFail().out());
      assertThat(tool.run("copy", "-q", archive, transport + newFile()).orFail().out())
          .startsWith("sha256:");
    }
  }

  private void create(String image) {
    String cache = Checkout.sampleCache("triton-hip").toString();
    tool.run("create", "-i", image, "-d", cache).orFail();
  }

  private void assertExtracts(String image) {
    Path target = newFile();
    tool.run("extract", "--no-gpu", "-i", image, "-d", target.toString()).orFail();
    assertThat(target).isNotEmptyDirectory();
  }

  private static List<Peer> skopeos() {
    return List.of(Peer.require("skopeo"), Peer.newer("skopeo"));
  }

  private int files;

  private Path newFile() {
    return temp.resolve("file-" + files++);
  }
}
