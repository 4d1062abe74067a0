package io.mcv.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.Platform;
import io.mcv.testing.Peer;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others push we pull, and what we push others pull, with the same digests. */
class RegistryPeersTest {
  private static final List<Platform> PLATFORMS =
      List.of(Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));

  /** What goes there and back. */
  enum Content {
    IMAGE,
    INDEX,
    NESTED_INDEX,
    ARTIFACT,
    EMPTY_BLOB,
    DOCKER;

    Descriptor make(Path layout) throws IOException {
      RandomImages random = RandomImages.in(layout, 1);
      return switch (this) {
        case IMAGE -> random.image("t", 100_000, 3_000_000);
        case INDEX -> random.index("t", PLATFORMS, 100_000);
        case NESTED_INDEX -> random.nestedIndex("t", PLATFORMS, 100_000);
        case ARTIFACT -> random.artifact("t", null, 1000);
        case EMPTY_BLOB -> random.artifact("t", null, 0);
        case DOCKER -> random.ofDocker().image("t", 100_000);
      };
    }
  }

  @TempDir Path temp;
  private @Nullable LoopbackRegistry registry;

  @BeforeEach
  void thereIsARegistry() throws Exception {
    registry = LoopbackRegistry.in(temp.resolve("registry"));
  }

  @AfterEach
  void itEnds() {
    registry().close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NESTED_INDEX")
  void whatWePushSkopeoPulls(Content content) throws Exception {
    Descriptor made = content.make(temp.resolve("random"));
    push(registry().image("team/app:v1"));
    Peer.require("skopeo")
        .run(
            "copy",
            "--all",
            "--preserve-digests",
            "--src-tls-verify=false",
            registry().image("team/app:v1"),
            "dir:" + temp.resolve("theirs"))
        .orFail();
    assertThat(digestOf(temp.resolve("theirs/manifest.json"))).isEqualTo(made.digest().toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAGE", "INDEX"})
  void whatSkopeoPushesWePull(Content content) throws Exception {
    Descriptor made = content.make(temp.resolve("random"));
    Peer.require("skopeo")
        .run(
            "copy",
            "--all",
            "--preserve-digests",
            "--dest-tls-verify=false",
            "oci:" + temp.resolve("random") + ":t",
            registry().image("team/app:v1"))
        .orFail();
    pullAndCompare(made);
  }

  @ParameterizedTest
  @EnumSource
  void whatWePushCranePulls(Content content) throws Exception {
    Descriptor made = content.make(temp.resolve("random"));
    push(registry().image("team/app:v1"));
    Peer crane = Peer.newer("crane");
    String image = registry().image("team/app:v1").replace("docker://", "");
    assertThat(crane.run("digest", "--insecure", image).orFail().out().strip())
        .isEqualTo(made.digest().toString());
    crane
        .run("pull", "--insecure", "--format=oci", image, temp.resolve("theirs").toString())
        .orFail();
    assertThat(OciLayout.open(temp.resolve("theirs")).source(made.digest()).manifest().digest())
        .isEqualTo(made.digest());
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAGE", "DOCKER", "ARTIFACT"})
  void whatCranePushesWePull(Content content) throws Exception {
    Descriptor made = content.make(temp.resolve("random"));
    Peer.newer("crane")
        .run(
            "push",
            "--insecure",
            temp.resolve("random").toString(),
            registry().image("team/app:v1").replace("docker://", ""))
        .orFail();
    pullAndCompare(made);
  }

  @ParameterizedTest
  @EnumSource
  void whatWePushOrasPulls(Content content) throws Exception {
    Descriptor made = content.make(temp.resolve("random"));
    push(registry().image("team/app:v1"));
    Peer.newer("oras")
        .run(
            "copy",
            "--from-plain-http",
            "--to-oci-layout",
            registry().image("team/app:v1").replace("docker://", ""),
            temp.resolve("theirs") + ":t")
        .orFail();
    OciLayout theirs = OciLayout.open(temp.resolve("theirs"));
    assertThat(theirs.source("t").manifest().digest()).isEqualTo(made.digest());
    assertThat(theirs.verify()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOCKER")
  void whatOrasPushesWePull(Content content) throws Exception {
    Descriptor made = content.make(temp.resolve("random"));
    Peer.newer("oras")
        .run(
            "copy",
            "--from-oci-layout",
            "--to-plain-http",
            temp.resolve("random") + ":t",
            registry().image("team/app:v1").replace("docker://", ""))
        .orFail();
    pullAndCompare(made);
  }

  @Test
  void whatWeAttachOrasDiscovers() throws Exception {
    Descriptor subject = Content.IMAGE.make(temp.resolve("random"));
    push(registry().image("team/app:v1"));
    Descriptor artifact = RandomImages.in(temp.resolve("random"), 9).artifact("t", subject, 1000);
    push(registry().image("team/app:sig"));
    String found =
        Peer.newer("oras")
            .run(
                "discover",
                "--plain-http",
                "--format=json",
                registry().image("team/app:v1").replace("docker://", ""))
            .orFail()
            .out();
    assertThat(found).contains(artifact.digest().toString());
  }

  @Test
  void whatOrasAttachesWeFind() throws Exception {
    Descriptor subject = Content.IMAGE.make(temp.resolve("random"));
    push(registry().image("team/app:v1"));
    Files.writeString(temp.resolve("note.txt"), "a note");
    Peer.newer("oras")
        .in(temp)
        .run(
            "attach",
            "--plain-http",
            "--artifact-type=application/vnd.example.note",
            registry().image("team/app:v1").replace("docker://", ""),
            "note.txt")
        .orFail();
    try (RegistryClient client = client()) {
      assertThat(
              client.referrers(
                  Transfers.name(registry().image("team/app@" + subject.digest())),
                  new MediaType("application/vnd.example.note")))
          .hasSize(1);
    }
  }

  @Test
  void whatWePushBuildahPulls() throws Exception {
    RandomImages.in(temp.resolve("random"), 1).withTars().image("t", 10_000);
    push(registry().image("team/app:v1"));
    Peer buildah =
        Peer.require("buildah")
            .with("STORAGE_DRIVER", "vfs")
            .with("HOME", temp.toString())
            .with("XDG_RUNTIME_DIR", temp.toString());
    String[] storage = {
      "--root", temp.resolve("storage").toString(), "--runroot", temp.resolve("run").toString()
    };
    buildah
        .run(
            storage[0],
            storage[1],
            storage[2],
            storage[3],
            "pull",
            "--tls-verify=false",
            registry().image("team/app:v1"))
        .orFail();
    buildah
        .run(
            storage[0],
            storage[1],
            storage[2],
            storage[3],
            "push",
            "--tls-verify=false",
            registry().image("team/app:v1").replace("docker://", ""),
            registry().image("team/theirs:v1"))
        .orFail();
    try (RegistryClient client = client();
        ImageSource source = client.source(Transfers.name(registry().image("team/theirs:v1")));
        ImageSink sink = OciLayout.openOrCreate(temp.resolve("ours")).sink("t")) {
      Transfers.copy(source, sink);
    }
    assertThat(OciLayout.open(temp.resolve("ours")).verify()).isEmpty();
  }

  private void push(String to) throws IOException {
    try (RegistryClient client = client();
        ImageSource source = OciLayout.open(temp.resolve("random")).source("t");
        ImageSink sink = client.sink(Transfers.name(to))) {
      Transfers.copy(source, sink);
    }
  }

  private void pullAndCompare(Descriptor made) throws IOException {
    try (RegistryClient client = client();
        ImageSource source = client.source(Transfers.name(registry().image("team/app:v1")))) {
      assertThat(source.manifest().digest()).isEqualTo(made.digest());
      if (made.mediaType().value().contains("docker")) {
        return; // a layout takes no manifests of docker
      }
      try (ImageSink sink = OciLayout.openOrCreate(temp.resolve("ours")).sink("t")) {
        Transfers.copy(source, sink);
      }
    }
    assertThat(OciLayout.open(temp.resolve("ours")).verify()).isEmpty();
  }

  private static String digestOf(Path file) throws IOException {
    return Digest.sha256(Files.readAllBytes(file)).toString();
  }

  private RegistryClient client() throws IOException {
    return new RegistryClient(Transfers.options(temp).build());
  }

  private LoopbackRegistry registry() {
    if (registry == null) {
      throw new IllegalStateException("not started");
    }
    return registry;
  }
}
