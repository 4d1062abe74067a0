package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.layer.TarEntry;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.ImageValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of {@code create}, and what it tells. */
class CreateCommandTest {
  private static final String CACHE = Checkout.sampleCache("triton-vector-add").toString();

  @TempDir Path home;
  private Path layout = Path.of("");

  @BeforeEach
  void chooseALayout() {
    layout = home.resolve("layout");
  }

  @Test
  void jsonTellsWhatWasCreated() throws IOException {
    JsonObject result = json(create("--json"));
    StoredImage image = StoredImage.in(layout);
    assertThat(result.string("image")).isEqualTo("oci:" + layout + ":v1");
    assertThat(result.string("digest")).isEqualTo(image.digest().toString());
    assertThat(result.object("manifest").string("digest")).isEqualTo(image.digest().toString());
    assertThat(result.object("manifest").integer("size")).isEqualTo(image.manifestBytes().length);
    assertThat(result.object("config").string("digest")).isEqualTo(image.configDigest().toString());
    JsonObject layer = objects(result, "layers").get(0);
    assertThat(layer.string("digest")).isEqualTo(image.layer().digest().toString());
    assertThat(layer.integer("size")).isEqualTo(image.layer().size());
    assertThat(layer.string("diffId")).isEqualTo(image.diffIds().get(0));
    assertThat(layer.integer("tarSize")).isGreaterThan(layer.integer("size"));
    assertThat(result.string("kind")).isEqualTo("triton");
    assertThat(result.integer("entryCount")).isEqualTo(1);
    assertThat(result.integer("cacheSize"))
        .isEqualTo(Long.parseLong(image.labels().get("cache.triton.image/cache-size-bytes")));
    JsonObject target = objects(result, "targets").get(0);
    assertThat(target.string("backend")).isEqualTo("cuda");
    assertThat(target.string("arch")).isEqualTo("80");
    assertThat(target.integer("warpSize")).isEqualTo(32);
    assertThat(result.optionalStringMap("labels")).isEqualTo(image.labels());
    assertThat(result.optionalStrings("warnings")).isEmpty();
    assertThat(objects(result, "portability"))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.names()).contains("path", "reason", "detail"));
  }

  @Test
  void theResultFileHoldsTheSameAsJson() throws IOException {
    Path file = home.resolve("result.json");
    String printed = create("--json", "--result", file.toString()).orFail().out();
    assertThat(Files.readString(file).strip()).isEqualTo(printed.strip());
  }

  @Test
  void aDryRunWritesNothingAndPrintsTheDigestOfTheRealRun() throws IOException {
    Tool.Outcome dry = create("--dry-run").orFail();
    assertThat(home).isEmptyDirectory();
    assertThat(dry.err()).contains("would create");
    assertThat(create().orFail().out()).isEqualTo(dry.out());
  }

  @Test
  void aDryRunLeavesALayoutThatIsThereAsItIs() throws IOException {
    create().orFail();
    Map<String, String> before = FileTrees.snapshot(layout);
    create("--dry-run", "--label=a=b").orFail();
    assertThat(FileTrees.snapshot(layout)).isEqualTo(before);
  }

  @Test
  void labelsAndAnnotationsAreAdded() throws IOException {
    create("--label", "a=1", "--label", "b=x=y", "--annotation", "org.example/team=gpu").orFail();
    StoredImage image = StoredImage.in(layout);
    assertThat(image.labels())
        .containsEntry("a", "1")
        .containsEntry("b", "x=y")
        .containsEntry("cache.triton.image/entry-count", "1");
    assertThat(image.manifest().annotations()).containsEntry("org.example/team", "gpu");
    ImageValidator.assertValid(layout);
  }

  @Test
  void aLayoutHasNoTitleWithoutTheOption() throws IOException {
    create().orFail();
    assertThat(StoredImage.in(layout).labels()).doesNotContainKey("org.opencontainers.image.title");
    Files.move(layout, home.resolve("first"));
    create("--title", "My cache").orFail();
    assertThat(StoredImage.in(layout).labels())
        .containsEntry("org.opencontainers.image.title", "My cache");
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm64, linux, arm64, ",
    "linux/arm/v7, linux, arm, v7",
    "windows/amd64, windows, amd64, "
  })
  void thePlatformIsThatOfTheOption(String option, String os, String architecture, String variant)
      throws IOException {
    create("--platform", option).orFail();
    JsonObject config = StoredImage.in(layout).config();
    assertThat(config.string("os")).isEqualTo(os);
    assertThat(config.string("architecture")).isEqualTo(architecture);
    assertThat(config.optionalString("variant")).isEqualTo(variant);
  }

  @Test
  void thePlatformIsThatOfTheCachesLibrariesOtherwise() throws IOException {
    create().orFail();
    assertThat(StoredImage.in(layout).config().string("architecture")).isEqualTo("amd64");
  }

  @ParameterizedTest
  @CsvSource({
    "1748447117,                     2025-05-28T15:45:17Z,           1748447117",
    "2025-05-28T17:45:17.25+02:00,   2025-05-28T15:45:17.25Z,        1748447117",
    "0,                              1970-01-01T00:00:00Z,           0"
  })
  void theTimestampIsSecondsOrRfc3339(String option, String created, long seconds)
      throws IOException {
    create("--timestamp", option).orFail();
    assertCreated(created, seconds);
  }

  @Test
  void sourceDateEpochIsTheTimestampUnlessOneIsGiven() throws IOException {
    Tool tool = Tool.at(home).with("SOURCE_DATE_EPOCH", "1748447117");
    tool.run("create", "-i", "oci:" + layout, "-d", CACHE).orFail();
    assertCreated("2025-05-28T15:45:17Z", 1748447117);

    Files.move(layout, home.resolve("first"));
    tool.run("create", "-i", "oci:" + layout, "-d", CACHE, "--timestamp=1").orFail();
    assertCreated("1970-01-01T00:00:01Z", 1);
  }

  @Test
  void aWrongSourceDateEpochIsNamed() {
    Tool.Outcome outcome =
        Tool.at(home)
            .with("SOURCE_DATE_EPOCH", "today")
            .run("create", "-i", "oci:" + layout, "-d", CACHE);
    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("SOURCE_DATE_EPOCH", "today").hasLineCount(1);
  }

  @Test
  void withoutATimestampTheImageIsFrom1970() throws IOException {
    create().orFail();
    assertCreated("1970-01-01T00:00:00Z", 0);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, application/vnd.oci.image.layer.v1.tar+gzip",
    "zstd, application/vnd.oci.image.layer.v1.tar+zstd",
    "zstd:19, application/vnd.oci.image.layer.v1.tar+zstd",
    "none, application/vnd.oci.image.layer.v1.tar"
  })
  void theCompressionIsThatOfTheOption(String option, String mediaType) throws IOException {
    create("--compression", option).orFail();
    assertThat(StoredImage.in(layout).layer().mediaType().value()).isEqualTo(mediaType);
    ImageValidator.assertValid(layout);
  }

  @ParameterizedTest
  @CsvSource({
    "current, +gzip",
    "cargohold, +gzip",
    "mcv-2025-09, .tar",
    "mcv-buildah, .tar",
    "mcv-docker, .tar",
    "buildah-1.28, .tar"
  })
  void everyProfileHasACompressionOfItsOwn(String profile, String suffix) throws IOException {
    create("--profile", profile).orFail();
    assertThat(StoredImage.in(layout).layer().mediaType().value()).endsWith(suffix);
    ImageValidator.assertValid(layout);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCV_VAULT", "XDG_DATA_HOME"})
  void theVaultIsWhereTheEnvironmentSays(String variable) {
    Path elsewhere = home.resolve("else where");
    Tool tool = Tool.at(home.resolve("home")).with(variable, elsewhere.toString());
    tool.run("create", "-i", "quay.io/mcv/x", "-d", CACHE).orFail();
    Path vault = variable.equals("MCV_VAULT") ? elsewhere : elsewhere.resolve("mcv/vault");
    ImageValidator.assertValid(vault);
    assertThat(home.resolve("home")).doesNotExist();
    tool.run("inspect", "quay.io/mcv/x:latest").orFail();
  }

  @Test
  void anotherImageOfTheSameTagTakesItsName() throws IOException {
    String first = create().orFail().out().strip();
    String second = create("--label=a=b").orFail().out().strip();
    assertThat(first).isNotEqualTo(second);
    String tagged = Tool.at(home).run("inspect", "oci:" + layout + ":v1").orFail().out();
    assertThat(tagged).contains(second).doesNotContain(first);
    Tool.at(home).run("inspect", "oci:" + layout + "@" + first).orFail();
  }

  private void assertCreated(String created, long seconds) throws IOException {
    StoredImage image = StoredImage.in(layout);
    assertThat(image.config().string("created")).isEqualTo(created);
    assertThat(objects(image.config(), "history").get(0).string("created")).isEqualTo(created);
    assertThat(image.entries()).extracting(TarEntry::modifiedSeconds).containsOnly(seconds);
  }

  private static List<JsonObject> objects(JsonObject json, String name) throws IOException {
    return Objects.requireNonNull(json.optionalObjects(name));
  }

  private static JsonObject json(Tool.Outcome outcome) throws IOException {
    return Json.parseObject(outcome.orFail().out().getBytes(StandardCharsets.UTF_8));
  }

  private Tool.Outcome create(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("create", "-i", "oci:" + layout + ":v1", "-d", CACHE));
    arguments.addAll(List.of(options));
    return Tool.at(home).run(arguments.toArray(String[]::new));
  }
}
