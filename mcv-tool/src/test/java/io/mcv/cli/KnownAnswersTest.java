package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.layer.TarEntry;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the tools that came before printed for the same caches: digests, sizes and labels in their
 * READMEs (the seeds), and the labels of the newest mcv.
 */
class KnownAnswersTest {
  private static final String MCV_README = "000_569212523f518fc2.txt";
  private static final String DOCKER_BUILD_TIME = "1748444973";
  private static final String BUILDAH_BUILD_TIME = "1748447117";
  private static final String HIP_SUMMARY =
      "{\"targets\":[{\"backend\":\"hip\",\"arch\":\"gfx90a\",\"warp_size\":64}]}";
  private static final String CUDA_SUMMARY =
      "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"75\",\"warp_size\":32}]}";
  private static final String CUDA_BINARY_SUMMARY =
      "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"sm_75\",\"warp_size\":32,"
          + "\"cuda_version\":\"12.9\"}]}";

  @TempDir Path folder;

  @Test
  void dockersTwoLayersHaveTheDigestsOfTheReadme() throws IOException {
    JsonObject result =
        create("vector-add-cache-rocm", "--profile=mcv-docker", "--timestamp=" + DOCKER_BUILD_TIME);
    assertThat(layers(result, "diffId"))
        .containsExactly(
            "sha256:fe1632cee6d6de159c5c36233c73fbbaa9196af69d771fe016ae4b3a0b6ea698",
            "sha256:a53fd74714b8956ec2d2e02c4c262e6800bc45b0a8f5e339923ea3baa2d1f1ff");
    assertThat(layers(result, "tarSize")).containsExactly(91648L, 2560L);
    assertThat(stored().labels()).containsExactlyInAnyOrderEntriesOf(labelsOfTheReadme());
  }

  @Test
  void dockersImageHasTheTitleOfTheReadme() throws IOException {
    Path input = SharedData.require("caches/vector-add-cache-rocm");
    String name = "quay.io/gkm/vector-add-cache:rocm";
    tool().run("create", "--profile=mcv-docker", "-i", name, "-d", input.toString()).orFail();
    Map<String, String> expected = new TreeMap<>(labelsOfTheReadme());
    expected.put("org.opencontainers.image.title", "vector-add-cache");
    assertThat(inVault().labels()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void buildahsLayerHasTheDigestOfTheReadme() throws IOException {
    JsonObject result =
        create(
            "vector-add-cache-rocm", "--profile=mcv-buildah", "--timestamp=" + BUILDAH_BUILD_TIME);
    assertThat(layers(result, "diffId"))
        .containsExactly("sha256:ef89050f71ecc3dc925f14c12d2fd406c067f78987eed36a1176b19499c8ea20");
    assertThat(layers(result, "tarSize")).containsExactly(93184L);
    assertThat(stored().labels()).containsExactlyInAnyOrderEntriesOf(labelsOfTheReadme());
  }

  @Test
  void mcvOfSeptember2025WritesALayerOfTheSameSize() throws IOException {
    JsonObject result = create("vector-add-cache-rocm", "--profile=mcv-2025-09");
    assertThat(layers(result, "tarSize")).containsExactly(93184L);
    assertThat(stored().labels()).containsExactlyInAnyOrderEntriesOf(labelsOfTheReadme());
  }

  @Test
  void cargoholdWritesTheLabelsAndTheSizeOfItsReadme() throws IOException {
    JsonObject result = create("vector-add-cache", "--profile=cargohold");
    assertThat(layers(result, "tarSize")).containsExactly(82432L);
    assertThat(stored().layer().mediaType().value()).endsWith("+gzip");
    assertThat(stored().labels())
        .containsEntry(
            "cache.triton.image/metadata",
            "[{\"hash\":\"edbea4c0734897ca19ec52852fcc847e552b3b1cfff92cc3deff0b695cdd636f\","
                + "\"backend\":\"cuda\",\"arch\":\"75\",\"warp_size\":32,\"dummy_key\":"
                + "\"f057a3304cf191347dfefc46ce6def3d0120a5abeb7373154bb72a8256c80413\"}]")
        .containsEntry("cache.triton.image/variant", "multi")
        .containsEntry("cache.triton.image/entry-count", "1")
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "vector-add-cache-rocm, gkm-vector-add-cache-rocm",
    "vector-add-cache,      gkm-vector-add-cache",
    "vllm-triton-cache,     gkm-vllm-cache",
    "vllm-binary-cache,     gkm-vllm-binary-cache"
  })
  void theCurrentProfileWritesTheLabelsOfTheNewestMcv(String cache, String title)
      throws IOException {
    // The title is the last part of the repository, which the newest mcv was given so.
    Path input = SharedData.require("caches/" + cache);
    tool().run("create", "-i", "127.0.0.1:5901/" + title + ":v1", "-d", input.toString()).orFail();
    Map<String, String> expected = new TreeMap<>(labelsOfTheNewestMcv(cache));
    expected.put("org.opencontainers.image.title", title);
    assertThat(inVault().labels()).containsExactlyInAnyOrderEntriesOf(expected);

    create(cache);
    assertThat(stored().labels()).containsExactlyInAnyOrderEntriesOf(labelsOfTheNewestMcv(cache));
  }

  @Test
  void inspectPrintsTheJsonOfTheReadme() throws IOException {
    String name = "quay.io/tkm/vector-add-cache:latest";
    createAtTheTimeOfTheReadme(name);
    String printed = tool().run("inspect", name).orFail().out();
    assertThat(withoutDigest(printed)).isEqualTo(withoutDigest(buildahOutputOfTheReadme()));
  }

  @Test
  void aFractionOfASecondStaysInTheConfigurationAlone() throws IOException {
    createAtTheTimeOfTheReadme("oci:" + layout());
    String time = "2025-05-28T15:45:17.379786001Z";
    JsonObject config = stored().config();
    assertThat(config.string("created")).isEqualTo(time);
    assertThat(Objects.requireNonNull(config.optionalObjects("history")).get(0).string("created"))
        .isEqualTo(time);
    assertThat(stored().entries())
        .extracting(TarEntry::modifiedSeconds)
        .containsOnly(Long.valueOf(BUILDAH_BUILD_TIME));
    assertThat(stored().diffIds())
        .containsExactly("sha256:ef89050f71ecc3dc925f14c12d2fd406c067f78987eed36a1176b19499c8ea20");
  }

  @Test
  void theFloorOfATimeBefore1970IsTheEarlierSecond() throws IOException {
    create("vector-add-cache", "--timestamp=1969-12-31T23:59:58.5Z");
    assertThat(stored().entries()).extracting(TarEntry::modifiedSeconds).containsOnly(-2L);
  }

  private void createAtTheTimeOfTheReadme(String image) {
    tool()
        .run(
            "create",
            "-i",
            image,
            "-d",
            SharedData.require("caches/vector-add-cache-rocm").toString(),
            "--profile=mcv-buildah",
            "--timestamp=2025-05-28T15:45:17.379786001Z")
        .orFail();
  }

  private static Map<String, String> labelsOfTheReadme() {
    return Map.of(
        "cache.triton.image/cache-size-bytes", "80415",
        "cache.triton.image/entry-count", "1",
        "cache.triton.image/summary", HIP_SUMMARY);
  }

  private static Map<String, String> labelsOfTheNewestMcv(String cache) {
    return switch (cache) {
      case "vector-add-cache-rocm" -> labelsOfTheReadme();
      case "vector-add-cache" ->
          Map.of(
              "cache.triton.image/cache-size-bytes", "72152",
              "cache.triton.image/entry-count", "1",
              "cache.triton.image/summary", CUDA_SUMMARY);
      case "vllm-triton-cache" -> vllmLabels("triton", "2255554", "d4ec7c2a7d", HIP_SUMMARY);
      case "vllm-binary-cache" ->
          vllmLabels("binary", "35691852", "edf531ca35", CUDA_BINARY_SUMMARY);
      default -> throw new IllegalArgumentException(cache);
    };
  }

  private static Map<String, String> vllmLabels(
      String format, String size, String hash, String summary) {
    return Map.of(
        "cache.vllm.image/cache-size-bytes", size,
        "cache.vllm.image/entry-count", "1",
        "cache.vllm.image/format", format,
        "cache.vllm.image/summary", summary,
        "io.kserve.km/cache-hash", hash,
        "io.kserve.km/cache-mount-subpath", "torch_compile_cache",
        "io.kserve.km/cache-root-env", "VLLM_CACHE_ROOT=/home/kserve/.cache/vllm",
        "io.kserve.km/cache-type", "torch-compile",
        "io.kserve.km/framework", "vllm");
  }

  /** What skopeo printed for the image that mcv had built with buildah. */
  private static String buildahOutputOfTheReadme() throws IOException {
    String readme = Files.readString(SharedData.seed(MCV_README), StandardCharsets.UTF_8);
    String command = "skopeo inspect containers-storage:quay.io/gkm/vector-add-cache:rocm\n";
    int start = readme.indexOf(command) + command.length();
    return readme.substring(start, readme.indexOf("\n}\n", start) + 3);
  }

  /** The digest covers the time of building to the nanosecond, which no README tells. */
  private static String withoutDigest(String inspectOutput) {
    return inspectOutput.replaceFirst("    \"Digest\": \"sha256:[0-9a-f]{64}\",\n", "");
  }

  private static List<Object> layers(JsonObject result, String field) throws IOException {
    List<Object> values = new ArrayList<>();
    for (JsonObject layer : Objects.requireNonNull(result.optionalObjects("layers"))) {
      values.add(Objects.requireNonNull(layer.get(field)));
    }
    return values;
  }

  /** Creates {@link #layout} from a real cache; a second look makes sure that it is valid. */
  private JsonObject create(String cache, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "create",
                "--json",
                "-ioci:" + layout(),
                "-d" + SharedData.require("caches/" + cache)));
    arguments.addAll(List.of(options));
    String json = tool().run(arguments.toArray(String[]::new)).orFail().out();
    ImageValidator.assertValid(layout());
    return Json.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }

  private StoredImage stored() throws IOException {
    return StoredImage.in(layout());
  }

  private StoredImage inVault() throws IOException {
    return StoredImage.in(folder.resolve(".local/share/mcv/vault"));
  }

  private Path layout() {
    return folder.resolve("layout");
  }

  private Tool tool() {
    return Tool.at(folder);
  }
}
