package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code validate} of images in every place but registries, and what it ends with. */
class ValidateCommandTest {
  @TempDir Path folder;
  private Path layout = Path.of("");

  @BeforeEach
  void nameTheLayout() {
    layout = folder.resolve("layout");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci:%s/a:v1",
        "oci-archive:%s/a:v1",
        "docker-archive:%s/a",
        "dir:%s/a",
        "x.y/a:v1"
      })
  void anImageOfOursConformsWhereverItIs(String place) {
    String image = place.formatted(folder);
    create(image);

    Tool.Outcome outcome = validate(image).orFail();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("Image: " + image)
        .anyMatch(line -> line.startsWith("Format: F5 to F7, "))
        .last()
        .asString()
        .startsWith("conforms: ")
        .contains(" 0 errors, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcv-2025-09", "mcv-buildah", "mcv-docker", "buildah-1.28", "cargohold"})
  void everyProfileConforms(String profile) {
    String image = "oci-archive:" + folder.resolve(profile) + ":v1";
    create(image, "--profile", profile, "--format", "oci");

    assertThat(validate(image).exit()).as(() -> validate(image).out()).isZero();
  }

  @Test
  void aReportThatCannotBeWrittenIsToldBeforeAnythingIsRead() {
    for (String option : List.of("--junit", "--sarif")) {
      Tool.Outcome outcome = validate("oci:nosuch", option + "=" + folder.resolve("no/report"));
      assertThat(outcome.exit()).isEqualTo(3);
      assertThat(outcome.err()).contains(option + ": there is no folder " + folder.resolve("no"));
    }
    String same = folder.resolve("report").toString();
    assertThat(validate("oci:nosuch", "--junit=" + same, "--sarif=" + same).err())
        .contains("--junit and --sarif cannot be the same file");
  }

  @Test
  void theRulesOfNoFormatAreAskedForAsOci() throws IOException {
    create(image());

    JsonObject json = json(validate(image(), "--profile=oci", "--json").orFail());

    assertThat(Objects.requireNonNull(json.optionalObjects("groups")))
        .filteredOn(group -> Objects.equals(group.get("applied"), true))
        .extracting(group -> group.get("group"))
        .containsExactly(
            "oci-image", "oci-layout", "layer-safety", "portability", "reproducibility", "trust");
  }

  @Test
  void reportsAreFilesBesidesWhatIsPrinted() throws IOException {
    create(image());
    Files.delete(StoredImage.in(layout).blob(StoredImage.in(layout).configDigest()));
    Path xml = folder.resolve("report.xml");
    Path sarif = folder.resolve("report.sarif");
    Files.writeString(xml, "old");

    Tool.Outcome outcome = validate(image(), "--level=error", "--junit=" + xml, "--sarif=" + sarif);

    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND_ERRORS);
    assertThat(xml).content().startsWith("<?xml").contains("<failure ");
    assertThat(Json.parseObject(Files.readAllBytes(sarif)).names()).contains("version", "runs");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".mcv-"));
    }
  }

  @Test
  void aSignatureBesideTheImageIsLookedAt() throws IOException {
    create(image());
    Tool user = Tool.at(folder).with("COSIGN_PASSWORD", "");
    user.run("generate-key-pair", "--output-key-prefix", folder.resolve("k").toString()).orFail();
    String key = folder.resolve("k.key").toString();
    user.run("sign", "--key", key, "--format", "both", image()).orFail();

    JsonObject json = json(validate(image(), "--json").orFail());

    assertThat(Objects.requireNonNull(json.optionalObjects("rules")))
        .filteredOn(rule -> "trust".equals(rule.get("group")))
        .isNotEmpty()
        .noneMatch(rule -> "fail".equals(rule.get("verdict")))
        .anyMatch(rule -> "pass".equals(rule.get("verdict")));
  }

  @Test
  void whatIsNoImageAtAllIsAnErrorAndNoVerdict() throws IOException {
    create(image());
    create("oci:" + layout + ":v2");
    Path empty = Files.createDirectories(folder.resolve("empty"));

    for (String reference :
        List.of(
            "oci:" + folder.resolve("nothing"),
            "oci:" + empty,
            "oci:" + layout + ":v3",
            "oci:" + layout,
            "oci:" + layout + "@sha256:" + "0".repeat(64),
            "oci-archive:" + folder.resolve("nothing.tar"))) {
      Tool.Outcome outcome = validate(reference);
      assertThat(outcome.exit()).as(reference).isEqualTo(ExitCode.FAILED);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("error: ").hasLineCount(1);
    }
  }

  @Test
  void aPlatformThatIsNotThereIsAnError() throws IOException {
    create(image());
    StoredImage image = StoredImage.in(layout);
    byte[] index =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[
        {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":%d,
        "platform":{"os":"linux","architecture":"amd64"}}]}"""
            .formatted(image.digest(), image.manifestBytes().length)
            .getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.sha256(index);
    Files.write(image.blob(digest), index);
    String reference = "oci:" + layout + "@" + digest;

    assertThat(validate(reference).exit()).isZero();
    Tool.Outcome outcome = validate(reference, "--platform=linux/s390x");
    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains("linux/amd64").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--profile=mcv", "--profile=trust", "--level=fatal", "--max-path=0"})
  void aWrongOptionIsAUsageError(String option) {
    assertThat(validate(image(), option).exit()).isEqualTo(ExitCode.USAGE);
  }

  private String image() {
    return "oci:" + layout + ":v1";
  }

  private void create(String image, String... options) {
    List<String> command = new ArrayList<>(List.of("create", "-i", image));
    command.addAll(List.of("-d", Checkout.sampleCache("triton-vector-add").toString()));
    command.addAll(List.of(options));
    Tool.at(folder).run(command.toArray(String[]::new)).orFail();
  }

  private Tool.Outcome validate(String image, String... options) {
    List<String> command = new ArrayList<>(List.of("validate", image));
    command.addAll(List.of(options));
    return Tool.at(folder).run(command.toArray(String[]::new));
  }

  private static JsonObject json(Tool.Outcome outcome) throws IOException {
    return Json.parseObject(outcome.outBytes());
  }
}
