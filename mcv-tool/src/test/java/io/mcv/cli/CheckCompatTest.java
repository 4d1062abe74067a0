package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Checkout;
import io.mcv.testing.gpu.FakeHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands tell of a cache and the GPUs of a host, and what they end with. */
class CheckCompatTest {
  private static final String H100 =
      "{\"backend\": \"cuda\", \"arch\": \"90\", \"name\": \"H100\", \"uuid\": \"GPU-1\","
          + " \"cuda_driver_version\": \"12.2\"}";
  private static final String T4 =
      "{\"backend\": \"cuda\", \"arch\": \"75\", \"name\": \"Tesla T4\"}";
  private static final String STRANGE =
      "{\"backend\": \"cuda\", \"arch\": null, \"name\": \"Odd \\u001b[31m\"}";
  private static final String HIDDEN =
      "{\"backend\": \"cuda\", \"arch\": \"90\", \"name\": \"H200\", \"hidden_by\": \"by a test\"}";

  @TempDir Path folder;
  private Path layout = Path.of("unset");
  private String image = "";

  @BeforeEach
  void createAnImage() {
    layout = folder.resolve("layout");
    image = "oci:" + layout + ":t";
    run("create", "-i", image, "-d", Checkout.sampleCache("triton-mixed").toString()).orFail();
  }

  @Test
  void everyGpuHasItsVerdictAndReasonInATable() throws IOException {
    Tool.Outcome outcome = check(List.of(H100, T4), image).orFail();

    assertThat(outcome.out())
        .isEqualTo(
            """
            Image:       %s
            Digest:      %s
            Verdict:     fits
            Matched:     0
            Unmatched:   1
            Unknown:     -

            GPU   NAME       BACKEND   ARCH   WARP   VERDICT        REASON
            0     H100       cuda      90     32     fits
            1     Tesla T4   cuda      75     32     does not fit   compiled for cuda 80, cuda 90 or hip gfx90a, the GPU is cuda 75
            """
                .formatted(image, StoredImage.in(layout).digest()));
    assertThat(outcome.err()).isEqualTo(image + " found in OCI layout " + layout + "\n");
  }

  @Test
  void aSourceThatFailedIsNoHostWithoutGpus() throws IOException {
    Path stub =
        Files.writeString(
            folder.resolve("failed.json"),
            "{\"gpus\": [], \"sources\": [{\"name\": \"libcuda\", \"status\": \"crashed\","
                + " \"message\": \"died of signal 6\"}]}");

    Tool.Outcome outcome = run("check-compat", "--gpu-stub", stub.toString(), image);

    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("no GPU was found, but not all could be asked: libcuda");
  }

  @Test
  void everyKernelIsComparedWhereEntriesAreAskedFor() throws IOException {
    String out = check(List.of(H100, T4), image, "--entries").orFail().out();

    assertThat(out.substring(out.indexOf("HASH")))
        .isEqualTo(
            """
            HASH           KERNEL       BACKEND   ARCH     WARP   VERDICT        GPUS   REASON
            52dbf11ccb06   add_kernel   cuda      80       32     does not fit   -      compiled for cuda 80, the GPU is cuda 90; and 1 more
            9a8c33b1a48c   add_kernel   hip       gfx90a   64     does not fit   -      compiled for hip gfx90a, the GPU is cuda 90; and 1 more
            ccfbab8fa967   add_kernel   cuda      90       32     fits           0      compiled for cuda 90; their PTX 8.6 is newer than the driver, which is for CUDA 12.2: it runs them, but cannot compile their PTX
            """);
  }

  @Test
  void jsonHasTheSameInKeysOfSnakeCase() throws IOException {
    assertThat(check(List.of(H100, T4, HIDDEN), image, "--json").orFail().out())
        .isEqualTo(
            """
            {
              "image": "%s",
              "digest": "%s",
              "verdict": "fits",
              "matched": [
                0
              ],
              "unmatched": [
                1
              ],
              "unknown": [],
              "gpus": [
                {
                  "id": 0,
                  "name": "H100",
                  "uuid": "GPU-1",
                  "backend": "cuda",
                  "arch": "90",
                  "verdict": "fits",
                  "reasons": []
                },
                {
                  "id": 1,
                  "name": "Tesla T4",
                  "backend": "cuda",
                  "arch": "75",
                  "verdict": "does not fit",
                  "reasons": [
                    {
                      "dimension": "arch",
                      "text": "compiled for cuda 80, cuda 90 or hip gfx90a, the GPU is cuda 75"
                    }
                  ]
                }
              ],
              "warnings": [
                "not compared: GPU 2 (H200): by a test"
              ]
            }
            """
                .formatted(image, StoredImage.in(layout).digest()));
  }

  @Test
  void jsonOfEntriesHasEveryKernelOnEveryGpu() throws IOException {
    List<JsonObject> kernels =
        list(json(check(List.of(H100, T4), image, "--entries", "--json")), "kernels");

    assertThat(kernels).hasSize(3);
    JsonObject fitting = kernels.get(2);
    assertThat(fitting.names())
        .containsExactly(
            "metadata",
            "hash",
            "name",
            "backend",
            "arch",
            "warp_size",
            "ptx_version",
            "verdict",
            "gpus");
    assertThat(fitting.string("verdict")).isEqualTo("fits");
    assertThat(fitting.integer("ptx_version")).isEqualTo(86);
    assertThat(list(fitting, "gpus").get(0).string("verdict")).isEqualTo("fits");
    JsonObject other = list(fitting, "gpus").get(1);
    assertThat(other.integer("id")).isEqualTo(1);
    assertThat(list(other, "reasons").get(0).string("dimension")).isEqualTo("arch");
  }

  @ParameterizedTest
  @CsvSource({
    "H100 T4,             0",
    "H100 T4 --all-gpus, 10",
    "H100 --all-gpus,     0",
    "T4,                 10",
    "STRANGE,             1",
    "T4 STRANGE,          1",
    "HIDDEN,             10",
    "'',                 10"
  })
  void theExitCodeIsTheVerdict(String words, int exit) throws IOException {
    List<String> gpus = new ArrayList<>();
    List<String> options = new ArrayList<>();
    for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
      switch (word) {
        case "H100" -> gpus.add(H100);
        case "T4" -> gpus.add(T4);
        case "STRANGE" -> gpus.add(STRANGE);
        case "HIDDEN" -> gpus.add(HIDDEN);
        default -> options.add(word);
      }
    }

    Tool.Outcome outcome = check(gpus, image, options.toArray(String[]::new));

    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(exit);
    assertThat(outcome.out()).contains("Verdict:").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({"mi300x-8, 0", "mi210, 10", "h100, 1", "aspeed-only, 10"})
  void theFilesOfAnotherHostTellEnoughOfIt(String host, int exit) throws IOException {
    String sysroot = FakeHost.write(host, folder.resolve("host")).toString();
    String hopper = layoutOf("vllm-binary");
    String mi300 = layoutOf("triton-hip");

    Tool.Outcome outcome =
        run("check-compat", "--gpu-sysroot", sysroot, host.equals("h100") ? hopper : mi300);

    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(exit);
  }

  private String layoutOf(String cache) {
    String made = "oci:" + folder.resolve(cache) + ":t";
    run("create", "-i", made, "-d", Checkout.sampleCache(cache).toString()).orFail();
    return made;
  }

  @Test
  void labelsThatRuleGpusOutAreNotOverruledByKernels() throws IOException {
    String summary =
        "cache.triton.image/summary={\"targets\":[{\"backend\":\"cuda\",\"arch\":\"75\","
            + "\"warp_size\":32}]}";
    String cache = Checkout.sampleCache("triton-mixed").toString();
    run("create", "-i", image, "-d", cache, "--label", summary).orFail();

    JsonObject labels = json(check(List.of(H100, T4), image, "--json"));
    JsonObject kernels = json(check(List.of(H100, T4), image, "--json", "--entries"), 10);

    assertThat(labels.string("verdict")).isEqualTo("fits");
    assertThat(list(labels, "gpus").get(1).string("verdict")).isEqualTo("fits");
    assertThat(kernels.string("verdict")).isEqualTo("does not fit");
  }

  @Test
  void theFlagOfMcvPrintsTheSame() {
    Tool.Outcome flag = run("--check-compat", "-i", image);
    Tool.Outcome command = run("check-compat", image);

    assertThat(flag.exit()).isEqualTo(command.exit()).isEqualTo(ExitCode.NO_GPU_FITS);
    assertThat(flag.out()).isEqualTo(command.out()).contains("no GPU that is visible");
    assertThat(run("--check-compat", "-b", "-i", image).out())
        .isEqualTo(run("check-compat", "--entries", image).out());
  }

  @Test
  void inspectShowsWhetherTheCacheFits() throws IOException {
    String stub = stub(List.of(T4));
    String table = run("inspect", "--cache", "--entries", "--gpu-stub", stub, image).orFail().out();

    assertThat(table)
        .containsPattern("Fit: +does not fit: GPU 0 \\(Tesla T4\\): compiled for cuda 80")
        .containsPattern("cuda +80 +32 +add_kernel +does not fit +KLN7");
    JsonObject json = json(run("inspect", "--cache", "--json", "--gpu-stub", stub, image));
    assertThat(json.object("fit").names())
        .startsWith("verdict", "matched", "unmatched", "unknown", "gpus");
    assertThat(json.object("fit").string("verdict")).isEqualTo("does not fit");
  }

  @Test
  void inspectOnAHostWithoutGpusSaysSoInARow() throws IOException {
    Tool.Outcome outcome = run("inspect", "--cache", "--gpu-stub", stub(List.of()), image).orFail();

    assertThat(outcome.out()).containsPattern("Fit: +no GPU here\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void extractLeavesOutWhatDoesNotFit() throws IOException {
    Path target = folder.resolve("target");
    String stub = stub(List.of(T4, H100));

    Tool.Outcome outcome =
        run(
                "extract",
                "--only-matching",
                "--json",
                "--gpu-stub",
                stub,
                "-i",
                image,
                "-d",
                "" + target)
            .orFail();

    assertThat(json(outcome).integer("leftOut")).isEqualTo(2);
    assertThat(outcome.err()).contains("entries left out that fit no GPU: 2\n");
  }

  @Test
  void extractNamesWhatTheImageHasAndWhatTheHostHas() throws IOException {
    Path target = folder.resolve("target");

    Tool.Outcome outcome =
        run("extract", "--gpu-stub", stub(List.of(T4)), "-i", image, "-d", target.toString());

    assertThat(outcome.exit()).isEqualTo(ExitCode.NO_GPU_FITS);
    assertThat(outcome.err())
        .isEqualTo(
            "error: "
                + image
                + " was not extracted: GPU 0 (Tesla T4): compiled for cuda 80, cuda 90 or hip"
                + " gfx90a, the GPU is cuda 75 (--no-gpu extracts it all the same)\n");
    assertThat(target).doesNotExist();
  }

  private Tool.Outcome check(List<String> gpus, String image, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check-compat", "--gpu-stub", stub(gpus)));
    arguments.addAll(List.of(options));
    arguments.add(image);
    return run(arguments.toArray(String[]::new));
  }

  private String stub(List<String> gpus) throws IOException {
    return Files.writeString(folder.resolve("stub.json"), gpus.toString()).toString();
  }

  private static JsonObject json(Tool.Outcome outcome) throws IOException {
    return json(outcome, 0);
  }

  private static JsonObject json(Tool.Outcome outcome, int exit) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
    return Json.parseObject(outcome.out().getBytes(StandardCharsets.UTF_8));
  }

  private static List<JsonObject> list(JsonObject json, String name) throws IOException {
    return Objects.requireNonNull(json.optionalObjects(name));
  }

  private Tool.Outcome run(String... arguments) {
    return Tool.at(folder.resolve("home")).run(arguments);
  }
}
