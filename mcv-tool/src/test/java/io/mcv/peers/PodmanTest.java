package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.cli.Tool;
import io.mcv.client.ExtractRequest;
import io.mcv.client.HostEnvironment;
import io.mcv.client.ImagePolicy;
import io.mcv.client.McvClient;
import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.oci.model.NotFoundException;
import io.mcv.testing.Checkout;
import io.mcv.testing.engine.PodmanService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images into a real podman and out of it, by its own API and by docker's. */
class PodmanTest {
  private static final Path CACHE = Checkout.sampleCache("triton-vector-add");

  @TempDir static Path store;
  private static PodmanService podman;

  @TempDir Path folder = Path.of("");
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeAll
  static void start() throws Exception {
    podman = PodmanService.in(store);
  }

  @AfterAll
  static void stop() {
    if (podman != null) {
      podman.close();
    }
  }

  @BeforeEach
  void makeAUser() throws Exception {
    tool = Tool.withTemporaryFolder(folder).with("CONTAINER_HOST", podman.address());
  }

  @AfterEach
  void nothingIsLeftInTheTemporaryFolder() {
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void whatIsCreatedIsThereAndComesBackFromASave() throws Exception {
    String digest = create("podman:x");

    assertThat(images()).contains("localhost/x:latest\n");
    Path saved = folder.resolve("saved.tar");
    podman.run("save", "-q", "-o", saved.toString(), "x").orFail();
    assertExtracted("docker-archive:" + saved);
    assertThat(inspect("podman:x", "{{.Digest}}")).isEqualTo(digest);
    assertThat(inspect("podman:x", "{{.Name}}")).isEqualTo("localhost/x\n");
    assertThat(inspect("podman:x", "{{json .Labels}}"))
        .contains("\"org.opencontainers.image.title\":\"x\"");
  }

  @Test
  void whatIsThereIsExtractedAndCopied() throws Exception {
    create("podman:quay.io/team/there:v1");

    assertExtracted("podman:quay.io/team/there:v1");
    assertExtracted("containers-storage:quay.io/team/there:v1");
    assertThat(tool.run("validate", "podman:quay.io/team/there:v1").orFail().out())
        .contains("mcv since September 2025")
        .contains("conforms: ");
    Path archive = folder.resolve("copied.tar");
    tool.run("copy", "podman:quay.io/team/there:v1", "docker-archive:" + archive).orFail();
    tool.run("copy", "docker-archive:" + archive, "podman:quay.io/team/again:v1").orFail();
    assertThat(images()).contains("quay.io/team/again:v1\n");
  }

  @Test
  void anImageOfBuildahIsFoundByItsBareName() throws Exception {
    BuildahStore.in(store).pack(CACHE, "triton", Map.of(), 0, "quay.io/team/built:v1").orFail();

    String err = assertExtracted("quay.io/team/built:v1");

    assertThat(err)
        .contains("quay.io/team/built:v1 found in podman's engine at " + podman.address());
    assertThat(inspect("quay.io/team/built:v1", "{{.Name}}")).isEqualTo("quay.io/team/built\n");
  }

  @Test
  void aBareNameIsLookedForInTheVaultFirstAndWhereverTheOptionSays() throws Exception {
    tool.with("DOCKER_HOST", podman.address());
    create("podman:localhost/both:v1");
    create("localhost/both:v1");

    assertThat(assertExtracted("localhost/both:v1")).contains("found in the vault");
    assertThat(assertExtracted("localhost/both:v1", "--from=podman"))
        .contains("found in podman's engine");
    assertThat(assertExtracted("localhost/both:v1", "--from=docker"))
        .contains("found in docker's engine");
    Tool.Outcome missing = tool.run("inspect", "--from=podman", "quay.io/team/nowhere:v1");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("has no image quay.io/team/nowhere:v1");
  }

  /** Engines do not keep the manifest that was signed. */
  @Test
  void whoWantsSignaturesIsGivenNoImageOfAnEngine() throws Exception {
    create("podman:unsigned:v1");
    String temporary = folder.resolve("tmp").toString();
    Map<String, String> variables = Map.of("CONTAINER_HOST", podman.address(), "TMPDIR", temporary);
    ExtractRequest request = ExtractRequest.of("unsigned:v1").withTarget(folder.resolve("t"));

    try (McvClient client = new McvClient(new HostEnvironment(variables, folder, folder))) {
      assertThat(client.extract(request).foundIn()).contains("podman's engine");
      ImagePolicy policy = image -> new PolicyDecision(true, "anything goes", List.of());
      assertThatThrownBy(() -> client.extract(request.withPolicy(policy)))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("unsigned:v1 is not in the vault");
    }
  }

  @Test
  void theApiOfDockerIsSpokenToo() throws Exception {
    tool.with("DOCKER_HOST", podman.address());
    String digest = create("docker-daemon:team/y:v1", "--profile=mcv-docker");

    assertThat(images()).contains("docker.io/team/y:v1\n");
    assertExtracted("docker-daemon:team/y:v1");
    assertThat(tool.run("validate", "docker-daemon:team/y:v1").orFail().out())
        .contains("F3, ")
        .contains("conforms: ");
    assertThat(inspect("docker-daemon:team/y:v1", "{{.Digest}}")).isEqualTo(digest);
    assertThat(inspect("docker-daemon:team/y:v1", "{{.Name}}")).isEqualTo("docker.io/team/y\n");
  }

  private String create(String image, String... options) {
    return run(List.of("create", "-i", image, "-d", CACHE.toString()), options).out();
  }

  /** Gives what standard error says. */
  private String assertExtracted(String image, String... options) throws Exception {
    Path target = Files.createTempDirectory(folder, "extracted");
    List<String> command = List.of("extract", "--no-gpu", "-i", image, "-d", target.toString());
    String err = run(command, options).err();
    ExtractedCache.assertSame(CACHE, target);
    return err;
  }

  private Tool.Outcome run(List<String> command, String... options) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(options));
    return tool.run(all.toArray(String[]::new)).orFail();
  }

  private String inspect(String image, String template) {
    return tool.run("inspect", "-f", template, image).orFail().out();
  }

  private static String images() {
    return podman.run("images", "--format", "{{.Repository}}:{{.Tag}}").orFail().out();
  }
}
