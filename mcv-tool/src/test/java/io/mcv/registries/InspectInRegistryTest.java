package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Platform;
import io.mcv.peers.SkopeoInspect;
import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import io.mcv.testing.registry.Fault;
import io.mcv.testing.registry.FaultProxy;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code inspect} and {@code list-tags} of a registry, beside both skopeos. */
class InspectInRegistryTest {
  private static final String PLAIN = "--tls-verify=false";

  @TempDir static Path folder;
  private static LoopbackRegistry registry;
  private static Tool tool = Tool.at(Path.of("unset"));
  private static SkopeoInspect skopeo = new SkopeoInspect(tool);

  @BeforeAll
  static void start() throws Exception {
    registry = LoopbackRegistry.in(folder.resolve("registry"));
    tool = Tool.withTemporaryFolder(folder);
    skopeo = new SkopeoInspect(tool, PLAIN);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "current",
        "mcv-2025-09",
        "mcv-buildah",
        "mcv-docker",
        "buildah-1.28",
        "cargohold"
      })
  void aCacheOfAnyProfileIsPrintedAsBySkopeo(String profile) {
    String image = registry.image("profiles/" + profile + ":v1");
    create(image, "--profile", profile);

    skopeo.assertSame(image);
  }

  @Test
  void labelsWithOddCharactersArePrintedAsBySkopeo() {
    String image = registry.image("odd:v1");
    create(
        image,
        "--label=html=<a href=\"x\">&amp;</a>",
        "--label=controls=\u0001\t\n\u007f\u2028",
        "--label=text=\u00e9\u4e16\ud83d\ude00",
        "--label=empty=");

    skopeo.assertSame(image);
    skopeo.assertSameAsNewest(image, "--format", "{{json .Labels}}");
  }

  @Test
  void anImageOfDockersSchemaIsPrintedAsBySkopeo() {
    String image = registry.image("docker/schema2:t");
    SkopeoCopy.run(
        Peer.require("skopeo"), "dir:" + SharedData.require("buildah-golden/s2dir"), image);

    skopeo.assertSame(image);
  }

  @Test
  void ofAnIndexTheImageOfTheHostIsPrintedAsBySkopeo() throws Exception {
    Path layout = folder.resolve("index");
    RandomImages.in(layout, 11)
        .index("t", List.of(Platform.of("linux", "arm64"), ofThisHost()), 2000, 3000);
    String image = registry.image("index:t");
    SkopeoCopy.run(Peer.newer("skopeo"), "oci:" + layout + ":t", image, "--all");

    skopeo.assertSame(image);
  }

  @Test
  void tagsComeInTheOrderOfTheRegistry() {
    for (String tag : List.of("v10", "v9", "latest", "A", "zz")) {
      create(registry.image("tagged:" + tag), "--label=tag=" + tag);
    }

    skopeo.assertSame(registry.image("tagged:v9"));
    skopeo.assertSame(registry.image("tagged"));
    skopeo.assertSameSummary(registry.image("tagged:v9"), "--no-tags");
    skopeo.assertSameAsNewest(registry.image("tagged:v9"), "--format", "{{.Name}} {{.RepoTags}}");
    assertTagsAsBySkopeo(registry.image("tagged"));
  }

  @Test
  void anImageNamedByItsDigestIsPrintedAsBySkopeo() {
    String digest = create(registry.image("by-digest:v1")).out().strip();

    skopeo.assertSame(registry.image("by-digest@" + digest));
  }

  @Test
  void withoutTagsNoListIsAskedFor() throws Exception {
    create(registry.image("quiet:v1"));
    registry.clearAccesses();

    tool.run("inspect", PLAIN, "--no-tags", registry.image("quiet:v1")).orFail();

    assertThat(registry.accesses()).noneMatch(line -> line.path().endsWith("/tags/list"));
  }

  @Test
  void whatIsNotThereIsRefusedAsBySkopeo() {
    create(registry.image("there:v1"));

    skopeo.assertRefused(registry.image("there:v2"));
    skopeo.assertRefused(registry.image("not-there:v1"));
  }

  /** As skopeo, which prints null for the list. */
  @Test
  void whereTheTagsAreForbiddenTheImageIsShownWithAWarning() throws Exception {
    Peer newest = Peer.newer("skopeo");
    create(registry.image("private:v1"));
    try (FaultProxy proxy = FaultProxy.before(registry)) {
      proxy.inject(Fault.error(403), 9, request -> request.path().endsWith("/tags/list"));

      Tool.Outcome ours = tool.run("inspect", PLAIN, proxy.image("private:v1")).orFail();

      assertThat(json(ours).optionalStrings("RepoTags")).isEmpty();
      assertThat(ours.err()).startsWith("warning: the tags are not shown: ").hasLineCount(1);
      assertThat(tool.run("list-tags", PLAIN, proxy.image("private")).exit()).isEqualTo(1);
      String theirs = newest.run("inspect", PLAIN, proxy.image("private:v1")).orFail().out();
      assertThat(ours.out()).isEqualTo(theirs.replace("\"RepoTags\": null", "\"RepoTags\": []"));
    }
  }

  @Test
  void theTagsOfARepositoryThatIsNotThereAreAnError() {
    Tool.Outcome ours = tool.run("list-tags", PLAIN, registry.image("no/such"));

    assertThat(ours.exit()).isEqualTo(1);
    assertThat(ours.out()).isEmpty();
    assertThat(ours.err()).startsWith("error: ").contains("no/such").hasLineCount(1);
  }

  private static void assertTagsAsBySkopeo(String repository) {
    String ours = tool.run("list-tags", PLAIN, repository).orFail().out();
    for (Peer peer : List.of(Peer.require("skopeo"), Peer.newer("skopeo"))) {
      assertThat(ours).isEqualTo(peer.run("list-tags", PLAIN, repository).orFail().out());
    }
  }

  private static Tool.Outcome create(String image, String... options) {
    return TestImages.create(tool, "triton-vector-add", image, options);
  }

  private static Platform ofThisHost() {
    return Platform.of(
        "linux", System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
  }

  private static JsonObject json(Tool.Outcome outcome) throws Exception {
    return Json.parseObject(outcome.out().getBytes(StandardCharsets.UTF_8));
  }
}
