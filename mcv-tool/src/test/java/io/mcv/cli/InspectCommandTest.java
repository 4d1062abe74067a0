package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which {@code inspect} shows an image. */
class InspectCommandTest {
  @TempDir Path home;
  private Path layout = Path.of("");
  private String image = "";

  @BeforeEach
  void createAnImage() {
    layout = home.resolve("layout");
    image = "oci:" + layout + ":v1";
    create(image, "triton-mixed");
  }

  @Test
  void rawIsTheManifestToTheByte() throws IOException {
    assertThat(inspect("--raw")).isEqualTo(text(StoredImage.in(layout).manifestBytes()));
  }

  @Test
  void rawConfigIsTheConfigurationToTheByte() throws IOException {
    StoredImage stored = StoredImage.in(layout);
    assertThat(inspect("--config", "--raw"))
        .isEqualTo(Files.readString(stored.blob(stored.configDigest())));
  }

  @Test
  void configIsTheSameOnALineOfItsOwn() throws IOException {
    String config = inspect("--config");
    assertThat(config).endsWith("}\n");
    assertThat(Json.parse(bytes(config)))
        .isEqualTo(Json.parse(bytes(inspect("--config", "--raw"))));
  }

  @Test
  void theReportIsSkopeos() throws IOException {
    JsonObject report = Json.parseObject(bytes(inspect()));
    assertThat(report.names())
        .containsExactly(
            "Digest",
            "RepoTags",
            "Created",
            "DockerVersion",
            "Labels",
            "Architecture",
            "Os",
            "Layers",
            "LayersData",
            "Env");
    assertThat(report.string("Digest")).isEqualTo(StoredImage.in(layout).digest().toString());
    assertThat(inspect("--no-tags")).isEqualTo(inspect());
  }

  @Test
  void theNameIsTheRepositoryOfAnImageInTheVault() throws IOException {
    create("quay.io/mcv/x:v1", "triton-hip");
    String report = run("inspect", "quay.io/mcv/x:v1").orFail().out();
    assertThat(Json.parseObject(bytes(report)).string("Name")).isEqualTo("quay.io/mcv/x");
  }

  @Test
  void aDigestAddressesTheImageToo() throws IOException {
    String byDigest =
        run("inspect", "oci:" + layout + "@" + StoredImage.in(layout).digest()).orFail().out();
    assertThat(byDigest).isEqualTo(inspect());
  }

  @Test
  void aFormatPicksFields() throws IOException {
    StoredImage stored = StoredImage.in(layout);
    assertThat(inspect("--format", "{{.Digest}}")).isEqualTo(stored.digest() + "\n");
    assertThat(inspect("-f", "{{.Os}}/{{.Architecture}}")).isEqualTo("linux/amd64\n");
    assertThat(Json.parse(bytes(inspect("--format", "{{json .Labels}}"))))
        .isEqualTo(stored.labels());
    assertThat(inspect("--format", "{{json .Layers}}"))
        .isEqualTo("[\"" + stored.layer().digest() + "\"]\n");
    assertThat(Json.parse(bytes(inspect("--format", "json"))))
        .isEqualTo(Json.parse(bytes(inspect())));
  }

  @Test
  void aFieldThatIsNotThereIsNamed() {
    Tool.Outcome outcome = run("inspect", "--format", "{{.Nonsense}}", image);
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("Nonsense").doesNotContain("internal").hasLineCount(1);
  }

  @Test
  void cacheShowsTheLabelsAsATable() throws IOException {
    String table = inspect("--cache");
    assertThat(table)
        .contains("triton", StoredImage.in(layout).digest().toString())
        .contains("cuda 80, warp size 32", "cuda 90, warp size 32", "hip gfx90a, warp size 64")
        .containsPattern("Entries: +3\n");
  }

  @Test
  void cacheEntriesListsTheKernelsOfTheLayers() {
    String table = inspect("--cache", "--entries");
    assertThat(table).contains("triton cache in the layers", "HASH", "BACKEND", "KERNEL");
    assertThat(table.lines().filter(line -> line.contains("add_kernel"))).hasSize(3);
  }

  @Test
  void cacheAsJsonHasTheLabelsAndTheEntries() throws IOException {
    JsonObject labels = Json.parseObject(bytes(inspect("--cache", "--json")));
    assertThat(labels.string("image")).isEqualTo(image);
    assertThat(labels.string("kind")).isEqualTo("triton");
    assertThat(labels.integer("entryCount")).isEqualTo(3);
    assertThat(labels.integer("storedSize")).isEqualTo(StoredImage.in(layout).layer().size());
    assertThat(objects(labels, "targets")).hasSize(3);
    assertThat(labels.has("layers")).isFalse();

    JsonObject layers =
        Json.parseObject(bytes(inspect("--cache", "--entries", "--json"))).object("layers");
    assertThat(layers.string("kind")).isEqualTo("triton");
    assertThat(layers.integer("bytes")).isEqualTo(labels.integer("cacheSize"));
    assertThat(objects(layers, "kernels"))
        .hasSize(3)
        .allSatisfy(
            kernel -> {
              assertThat(kernel.string("hash")).matches("[0-9a-f]{64}");
              assertThat(kernel.string("name")).isEqualTo("add_kernel");
              assertThat(kernel.string("metadata")).endsWith("/add_kernel.json");
              assertThat(kernel.object("target").names()).contains("backend", "arch", "warpSize");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"vllm-triton", "vllm-binary", "vllm-aot"})
  void cacheShowsEveryFormOfVllm(String cache) throws IOException {
    String vllm = "oci:" + home.resolve(cache) + ":v1";
    create(vllm, cache);
    JsonObject json =
        Json.parseObject(
            bytes(run("inspect", "--cache", "--entries", "--json", vllm).orFail().out()));
    assertThat(json.string("kind")).isEqualTo("vllm");
    assertThat(json.object("layers").string("kind")).isEqualTo("vllm");
    assertThat(json.object("layers").integer("bytes")).isEqualTo(json.integer("cacheSize"));
    assertThat(Objects.requireNonNull(json.optionalStrings("formats"))).hasSize(1);
    assertThat(json.object("kserve").string("io.kserve.km/framework")).isEqualTo("vllm");
  }

  @Test
  void aBlobThatIsDamagedIsFoundWhereItIsRead() throws IOException {
    StoredImage stored = StoredImage.in(layout);
    Path layer = stored.blob(stored.layer().digest());
    byte[] content = Files.readAllBytes(layer);
    content[content.length / 2] ^= 1;
    Files.write(layer, content);
    run("inspect", image).orFail();
    run("inspect", "--cache", image).orFail();
    Tool.Outcome outcome = run("inspect", "--cache", "--entries", image);
    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains(stored.layer().digest().toString()).hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
  }

  private static List<JsonObject> objects(JsonObject json, String name) throws IOException {
    return Objects.requireNonNull(json.optionalObjects(name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void create(String reference, String cache) {
    run("create", "-i", reference, "-d", Checkout.sampleCache(cache).toString()).orFail();
  }

  private String inspect(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "inspect";
    arguments[1] = image;
    System.arraycopy(options, 0, arguments, 2, options.length);
    return run(arguments).orFail().out();
  }

  private Tool.Outcome run(String... arguments) {
    return Tool.at(home).run(arguments);
  }
}
