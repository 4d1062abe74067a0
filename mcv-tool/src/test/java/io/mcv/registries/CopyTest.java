package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import io.mcv.testing.FileTrees;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import io.mcv.testing.registry.TokenServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code copy} of single images between layouts, registries and the vault. */
class CopyTest {
  @TempDir static Path shared;
  private static LoopbackRegistry registry;
  private static Path layout = Path.of("unset");
  private static Digest digest = Digest.sha256(new byte[0]);

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    layout = shared.resolve("layout");
    digest = RandomImages.in(layout, 31).image("t", 10_000, 200_000, 30).digest();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder);
  }

  @Test
  void throughARegistryAndBackEveryByteStays() throws Exception {
    Tool.Outcome pushed = copy("oci:" + layout + ":t", registry.image("back/and/forth:v1"));
    Tool.Outcome pulled = copy(registry.image("back/and/forth:v1"), "oci:" + pulled() + ":t");

    assertThat(List.of(pushed.out(), pulled.out())).containsOnly(digest + "\n");
    FileTrees.assertSame(layout.resolve("blobs"), pulled().resolve("blobs"));
    ImageValidator.assertValid(pulled());
  }

  @Test
  void bothSkopeosReadWhatWasPushed() throws Exception {
    copy("oci:" + layout + ":t", registry.image("read/by/skopeo:v1"));

    for (Peer skopeo : List.of(Peer.require("skopeo"), Peer.newer("skopeo"))) {
      Path theirs = Files.createTempDirectory(folder, "skopeo").resolve("layout");
      SkopeoCopy.run(skopeo, registry.image("read/by/skopeo:v1"), "oci:" + theirs + ":t");
      String raw = "oci:" + theirs + ":t";
      byte[] manifest = skopeo.run("inspect", "--raw", raw).orFail().outBytes();
      assertThat(Digest.sha256(manifest)).isEqualTo(digest);
    }
  }

  @Test
  void theDigestFileHoldsTheDigestAndJsonTellsWhatWasCopied() throws Exception {
    Path file = folder.resolve("digest");

    Tool.Outcome outcome =
        copy("oci:" + layout + ":t", registry.image("told:v1"), "--json", "--digestfile=" + file);

    assertThat(file).hasContent(digest.toString());
    JsonObject json = Json.parseObject(outcome.out().getBytes(StandardCharsets.UTF_8));
    assertThat(json.string("image")).isEqualTo(registry.image("told:v1"));
    assertThat(json.string("digest")).isEqualTo(digest.toString());
    assertThat(json.integer("copied")).isEqualTo(4);
    assertThat(json.integer("mounted")).isZero();
    assertThat(json.integer("present")).isZero();
    assertThat(json.integer("bytes")).isGreaterThan(210_000);
  }

  @Test
  void withinARegistryBlobsAreMounted() throws Exception {
    copy("oci:" + layout + ":t", registry.image("mount/from:v1"));
    registry.clearAccesses();

    Tool.Outcome outcome =
        copy(registry.image("mount/from:v1"), registry.image("mount/to:v1"), "--json");

    JsonObject json = Json.parseObject(outcome.out().getBytes(StandardCharsets.UTF_8));
    assertThat(json.integer("mounted")).isEqualTo(4);
    assertThat(json.integer("bytes")).isZero();
    assertThat(registry.accesses())
        .filteredOn(line -> line.method().equals("POST"))
        .hasSize(4)
        .allMatch(line -> line.uri().contains("mount=") && line.status() == 201);
    assertThat(registry.accesses())
        .noneMatch(line -> line.path().contains("/blobs/") && line.method().equals("GET"))
        .noneMatch(line -> line.path().contains("/blobs/") && line.method().matches("PUT|PATCH"));
  }

  @Test
  void fromOneRegistryToAnotherTheBlobsAreSent() throws Exception {
    copy("oci:" + layout + ":t", registry.image("across:v1"));
    try (LoopbackRegistry other = LoopbackRegistry.in(folder.resolve("other"))) {
      assertThat(copy(registry.image("across:v1"), other.image("x/y:v2")).out())
          .isEqualTo(digest + "\n");

      copy(other.image("x/y@" + digest), "oci:" + pulled());
      FileTrees.assertSame(layout.resolve("blobs"), pulled().resolve("blobs"));
    }
  }

  @Test
  void theVaultIsASourceAndADestination() throws Exception {
    copy("oci:" + layout + ":t", registry.image("vault/source:v1"));

    copy(registry.image("vault/source:v1"), "quay.io/x/y:v1");
    assertThat(tool.run("vault", "ls").orFail().out()).contains("quay.io/x/y");
    copy("quay.io/x/y:v1", registry.image("vault/copy:v1"));

    assertThat(copy(registry.image("vault/copy:v1"), "oci:" + pulled()).out())
        .isEqualTo(digest + "\n");
    assertThat(tool.run("vault", "verify").exit()).isZero();
  }

  @Test
  void eachSideHasCredentialsOfItsOwn() throws Exception {
    try (TokenServer tokens =
            TokenServer.setup(folder.resolve("tokens"))
                .user("alice", "of alice", "*", "pull", "push")
                .start();
        LoopbackRegistry first =
            LoopbackRegistry.setup(folder.resolve("first")).withPassword().start();
        LoopbackRegistry second =
            LoopbackRegistry.setup(folder.resolve("second")).withTokensOf(tokens).start()) {
      String password = LoopbackRegistry.USER + ":" + LoopbackRegistry.PASSWORD;
      copy("oci:" + layout + ":t", first.image("a:v1"), "--dest-creds=" + password);

      assertThat(run(first.image("a:v1"), second.image("b:v1"), "--creds=" + password).exit())
          .isEqualTo(1);
      copy(
          first.image("a:v1"),
          second.image("b:v1"),
          "--src-creds=" + password,
          "--dest-creds=alice:of alice");
      copy(
          second.image("b:v1"),
          "oci:" + pulled(),
          "--creds=" + password,
          "--src-creds=alice:of alice");

      FileTrees.assertSame(layout.resolve("blobs"), pulled().resolve("blobs"));
    }
  }

  @Test
  void oneSideMayBeCheckedAndTheOtherNot() {
    Tool.Outcome outcome =
        tool.run(
            "copy", "--src-tls-verify=false", "oci:" + layout + ":t", registry.image("tls:v1"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains(registry.host()).hasLineCount(1);
    tool.run("copy", "--dest-tls-verify=false", "oci:" + layout + ":t", registry.image("tls:v1"))
        .orFail();
  }

  @Test
  void anImageOfDockersSchemaIsConvertedForALayout() {
    String image = registry.image("docker/schema2:t");
    SkopeoCopy.run(
        Peer.require("skopeo"), "dir:" + SharedData.require("buildah-golden/s2dir"), image);

    Tool.Outcome outcome = copy(image, "oci:" + pulled() + ":t", "--json");

    assertThat(outcome.out()).contains("\"converted\": true", "oci.image.manifest.v1+json");
    assertThat(copy(image, registry.image("docker/copy:t"), "--json").out())
        .contains("\"converted\": false", "docker.distribution.manifest.v2+json");
  }

  @Test
  void whereDigestsAreToStayNothingIsConvertedAndNothingMoved() throws Exception {
    String image = registry.image("docker/preserved:t");
    SkopeoCopy.run(
        Peer.require("skopeo"), "dir:" + SharedData.require("buildah-golden/s2dir"), image);
    registry.clearAccesses();

    Tool.Outcome outcome = run(image, "oci:" + pulled() + ":t", "--preserve-digests");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("error: copying " + image)
        .contains("--preserve-digests")
        .hasLineCount(1);
    assertThat(pulled()).doesNotExist();
    copy(image, registry.image("docker/preserved-copy:t"), "--preserve-digests");
  }

  @Test
  void aDigestIsNoNameForACopy() {
    Tool.Outcome outcome = run("oci:" + layout + ":t", registry.image("x@" + digest));

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("has a digest").hasLineCount(1);
  }

  private Path pulled() {
    return folder.resolve("pulled");
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
