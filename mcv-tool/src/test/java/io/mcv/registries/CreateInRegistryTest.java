package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import io.mcv.testing.Peer;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code create} into a registry, and the way back. */
class CreateInRegistryTest {
  private static final String PLAIN = "--tls-verify=false";

  @TempDir static Path shared;
  private static LoopbackRegistry registry;

  @TempDir Path folder;
  private Tool tool = Tool.at(Path.of("unset"));

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
  }

  @AfterEach
  void nothingIsLeftInTheTemporaryFolder() {
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"triton-vector-add", "triton-hip", "vllm-binary", "vllm-triton"})
  void theCacheComesBackAsItWas(String cache) throws Exception {
    String image = registry.image("caches/" + cache + ":v1");
    TestImages.create(tool, cache, image);

    Path target = folder.resolve("target");
    tool.run("extract", PLAIN, "--no-gpu", "-i", image, "-d", target.toString()).orFail();

    ExtractedTree.assertSame(Checkout.sampleCache(cache), target);
    assertThat(tool.run("inspect", "--cache", PLAIN, image).orFail().out()).contains("Entries:");
  }

  @ParameterizedTest
  @CsvSource({
    "current, gzip",
    "current, zstd",
    "current, none",
    "mcv-2025-09, none",
    "mcv-buildah, none",
    "mcv-docker, none",
    "buildah-1.28, none",
    "cargohold, gzip"
  })
  void theDigestIsThatOfTheSameImageInALayout(String profile, String compression) {
    String[] options = {
      "--profile=" + profile, "--compression=" + compression, "--format=oci", "--title=same"
    };
    String remote = registry.image("profiles/" + profile + "-" + compression + ":v1");
    String digest = TestImages.create(tool, "triton-hip", remote, options).out();
    String local = "oci:" + folder.resolve("layout");

    assertThat(TestImages.create(tool, "triton-hip", local, options).out()).isEqualTo(digest);
    assertThat(tool.run("inspect", "--raw", PLAIN, remote).orFail().out())
        .isEqualTo(tool.run("inspect", "--raw", local).orFail().out());
  }

  @ParameterizedTest
  @CsvSource({
    "mcv-docker, none, application/vnd.docker.image.rootfs.diff.tar",
    "cargohold, gzip, application/vnd.docker.image.rootfs.diff.tar.gzip"
  })
  void theProfilesOfDockerAreWrittenInItsSchema2(String profile, String compression, String type) {
    String image = registry.image("schema2/" + profile + ":v1");
    TestImages.create(
        tool, "triton-hip", image, "--profile=" + profile, "--compression=" + compression);

    assertSchema2(image, type);
    Path target = folder.resolve("target");
    tool.run("extract", PLAIN, "--no-gpu", "-i", image, "-d", target.toString()).orFail();
    assertThat(target).isNotEmptyDirectory();
  }

  @Test
  void anyProfileIsWrittenInSchema2IfAskedFor() {
    String image = registry.image("schema2/current:v1");
    String digest = TestImages.create(tool, "triton-hip", image, "--format=v2s2").out();

    assertSchema2(image, "application/vnd.docker.image.rootfs.diff.tar.gzip");
    assertThat(tool.run("inspect", PLAIN, "-f", "{{.Digest}}", image).orFail().out())
        .isEqualTo(digest);
  }

  @Test
  void aDryRunGivesTheDigestOfSchema2Too() {
    String image = registry.image("schema2/dry:v1");
    String digest =
        TestImages.create(tool, "triton-hip", image, "--profile=cargohold", "--dry-run").out();

    assertThat(TestImages.create(tool, "triton-hip", image, "--profile=cargohold").out())
        .isEqualTo(digest);
  }

  @Test
  void schema2HasNoZstdAndNoAnnotations() {
    String image = registry.image("schema2/limits:v1");
    String cache = Checkout.sampleCache("triton-hip").toString();
    List<String> arguments =
        List.of("create", PLAIN, "-i", image, "-d", cache, "--format=v2s2", "--compression=zstd");

    Refusal.of(2, tool, arguments, "docker's schema 2 knows no layers in zstd");
    assertThat(
            tool.run("create", PLAIN, "-i", image, "-d", cache, "--format=v2s2", "--annotation=a=b")
                .orFail()
                .err())
        .contains("docker's schema 2 has no annotations");
  }

  private void assertSchema2(String image, String layerType) {
    String seenBySkopeo =
        Peer.require("skopeo").run("inspect", "--raw", "--tls-verify=false", image).orFail().out();

    assertThat(seenBySkopeo)
        .isEqualTo(tool.run("inspect", "--raw", PLAIN, image).orFail().out())
        .startsWith(
            "{\"schemaVersion\":2,\"mediaType\":"
                + "\"application/vnd.docker.distribution.manifest.v2+json\",\"config\":"
                + "{\"mediaType\":\"application/vnd.docker.container.image.v1+json\"")
        .contains("{\"mediaType\":\"" + layerType + "\",");
  }

  @Test
  void theTitleIsTheLastPartOfTheName() {
    String image = registry.image("team/vector-add:v1");
    TestImages.create(tool, "triton-vector-add", image);

    assertThat(tool.run("inspect", PLAIN, "-f", "{{json .Labels}}", image).orFail().out())
        .contains("\"org.opencontainers.image.title\":\"vector-add\"");
  }

  @Test
  void aDryRunAsksNoRegistry() throws Exception {
    registry.clearAccesses();

    TestImages.create(tool, "triton-hip", registry.image("dry:v1"), "--dry-run");

    assertThat(registry.accesses()).isEmpty();
  }

  @Test
  void theVaultStaysEmpty() throws Exception {
    TestImages.create(tool, "triton-hip", registry.image("vault/empty:v1"));

    assertThat(folder.resolve("home")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"POST, 403", "PUT, 403", "POST, 500", "PUT, 500", "HEAD, 403"})
  void whatARegistryRefusesIsNotLeftHere(String method, int status) throws Exception {
    try (FaultProxy proxy = FaultProxy.before(registry)) {
      proxy.inject(
          Fault.error(status),
          1000,
          request -> request.method().equals(method) || request.path().contains("/manifests/"));

      Refusal.of(
          4,
          tool,
          List.of(
              "create",
              PLAIN,
              "--retry-delay=5ms",
              "-i",
              proxy.image("refused/" + method.toLowerCase(Locale.ROOT) + status + ":v1"),
              "-d",
              Checkout.sampleCache("triton-hip").toString()),
          "" + status,
          proxy.host());
    }
    assertThat(folder.resolve("home")).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsNoCacheIsFoundBeforeTheRegistryIsAsked() throws Exception {
    registry.clearAccesses();
    Path empty = Files.createDirectories(folder.resolve("empty"));

    Refusal.of(
        2,
        tool,
        List.of("create", PLAIN, "-i", registry.image("empty:v1"), "-d", empty.toString()),
        "holds no files");

    assertThat(registry.accesses()).isEmpty();
  }

  @Test
  void aTemporaryFolderThatIsNotThereIsNamed() {
    tool.with("TMPDIR", folder.resolve("no/such").toString());

    Refusal.of(
        2,
        tool,
        List.of(
            "create",
            PLAIN,
            "-i",
            registry.image("tmpdir:v1"),
            "-d",
            Checkout.sampleCache("triton-hip").toString()),
        folder.resolve("no/such").toString());
  }

  @Test
  void aSecondImageOfTheSameTagTakesItsPlace() throws Exception {
    String image = registry.image("replaced:v1");
    String first = TestImages.create(tool, "triton-hip", image).out().strip();
    String second = TestImages.create(tool, "triton-hip", image, "--label=a=b").out().strip();

    assertThat(tool.run("inspect", PLAIN, "-f", "{{.Digest}}", image).orFail().out().strip())
        .isEqualTo(second)
        .isNotEqualTo(first);
    tool.run("inspect", PLAIN, registry.image("replaced@" + first)).orFail();
  }
}
