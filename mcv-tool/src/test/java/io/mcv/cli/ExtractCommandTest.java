package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where {@code extract} puts a cache, and what it tells. */
class ExtractCommandTest {
  private static final String KERNEL =
      "KLN7CHGLA2VR7BPHPYZBHKPWZKTSD3OCZOYIOAMBH72N4SNKUVKA/add_kernel.json";

  @TempDir Path folder;
  private Path home = Path.of("");
  private String triton = "";
  private String vllm = "";

  @BeforeEach
  void createImages() {
    home = folder.resolve("home");
    triton = create("triton-vector-add");
    vllm = create("vllm-triton");
  }

  @ParameterizedTest
  @CsvSource({
    "HOME,             home, home/.triton/cache",
    "TRITON_CACHE_DIR, a/b,  a/b",
    "TRITON_HOME,      c,    c/.triton/cache",
    "VLLM_CACHE_ROOT,  d,    home/.triton/cache"
  })
  void aTritonCacheGoesWhereTritonLooks(String variable, String value, String target)
      throws IOException {
    assertExtracts(triton, "triton-vector-add", variable, value, target);
  }

  @ParameterizedTest
  @CsvSource({
    "HOME,             home, home/.cache/vllm",
    "VLLM_CACHE_ROOT,  a/b,  a/b",
    "XDG_CACHE_HOME,   c,    c/vllm",
    "TRITON_CACHE_DIR, d,    home/.cache/vllm"
  })
  void aVllmCacheGoesWhereVllmLooks(String variable, String value, String target)
      throws IOException {
    assertExtracts(vllm, "vllm-triton", variable, value, target);
  }

  private void assertExtracts(
      String image, String cache, String variable, String value, String target) throws IOException {
    Path expected = folder.resolve(target);
    Tool.Outcome outcome =
        tool()
            .with(variable, folder.resolve(value).toString())
            .run("extract", "--no-gpu", "-i", image)
            .orFail();
    assertThat(outcome.out()).isEqualTo(expected + "\n");
    assertThat(FileTrees.snapshot(expected).keySet())
        .isEqualTo(FileTrees.snapshot(Checkout.sampleCache(cache)).keySet());
  }

  @Test
  void theMoreExactVariableWins() throws IOException {
    Tool tool =
        tool()
            .with("TRITON_CACHE_DIR", folder.resolve("exact").toString())
            .with("TRITON_HOME", folder.resolve("other").toString())
            .with("VLLM_CACHE_ROOT", folder.resolve("root").toString())
            .with("XDG_CACHE_HOME", folder.resolve("other").toString());
    tool.run("extract", "--no-gpu", "-i", triton).orFail();
    tool.run("extract", "--no-gpu", "-i", vllm).orFail();
    assertThat(folder.resolve("exact").resolve(KERNEL)).exists();
    assertThat(folder.resolve("root/torch_compile_cache")).isDirectory();
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void anEmptyVariableCountsAsNone() {
    tool().with("TRITON_CACHE_DIR", "").run("extract", "--no-gpu", "-i", triton).orFail();
    assertThat(home.resolve(".triton/cache").resolve(KERNEL)).exists();
  }

  @Test
  void jsonTellsWhatWasExtracted() throws IOException {
    Path target = folder.resolve("target");
    JsonObject result = json(extract(triton, target, "--json"));
    JsonObject report =
        Json.parseObject(
            tool().run("inspect", triton).orFail().out().getBytes(StandardCharsets.UTF_8));
    assertThat(result.string("image")).isEqualTo(triton);
    assertThat(result.string("foundIn")).contains(folder.resolve("layouts").toString());
    assertThat(result.string("digest")).isEqualTo(report.string("Digest"));
    assertThat(result.integer("imageSize")).isPositive();
    assertThat(result.string("kind")).isEqualTo("triton");
    assertThat(result.string("target")).isEqualTo(target.toString());
    long files =
        FileTrees.snapshot(target).values().stream().filter(v -> v.startsWith("file ")).count();
    assertThat(result.integer("files")).isEqualTo(files);
    assertThat(result.integer("bytes")).isPositive();
    assertThat(result.flag("changed")).isTrue();
    assertThat(result.optionalStrings("warnings")).isEmpty();
    assertThat(json(extract(triton, target, "--json")).flag("changed")).isFalse();
  }

  @Test
  void aFileThatDiffersIsKeptRefusedOrReplacedAsAsked() throws IOException {
    Path target = folder.resolve("target");
    extract(triton, target).orFail();
    Path kernel = target.resolve(KERNEL);
    String original = Files.readString(kernel);
    Files.writeString(kernel, "changed");
    Path foreign = Files.writeString(target.resolve("foreign"), "foreign");
    Map<String, String> before = FileTrees.snapshot(folder);
    for (String refusing : new String[] {"same", "never"}) {
      Tool.Outcome outcome = extract(triton, target, "--overwrite", refusing);
      assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(outcome.err()).contains("add_kernel.", "--overwrite").hasLineCount(1);
      assertThat(FileTrees.snapshot(folder)).isEqualTo(before);
    }
    extract(triton, target, "--overwrite", "always").orFail();
    assertThat(kernel).hasContent(original.strip());
    assertThat(foreign).hasContent("foreign");
  }

  @Test
  void aFileThatIsTheSameIsRefusedByNeverAlone() throws IOException {
    Path target = folder.resolve("target");
    extract(triton, target).orFail();
    assertThat(extract(triton, target, "--overwrite", "same").exit()).isZero();
    assertThat(extract(triton, target, "--overwrite", "never").exit()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void withoutNoGpuAHostWithoutGpusIsToldOfIt() throws IOException {
    Path noGpus = Files.createDirectories(folder.resolve("host/sys")).getParent();
    Tool.Outcome outcome =
        tool().run("extract", "-i", triton, "--gpu-sysroot", String.valueOf(noGpus));
    assertThat(outcome.exit()).isEqualTo(ExitCode.NO_GPU_FITS);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("no GPU", "--no-gpu").hasLineCount(1);
    assertThat(home).doesNotExist();
  }

  private String create(String cache) {
    String image = "oci:" + folder.resolve("layouts") + ":" + cache;
    tool().run("create", "-i", image, "-d", Checkout.sampleCache(cache).toString()).orFail();
    return image;
  }

  private Tool.Outcome extract(String image, Path target, String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "extract";
    arguments[1] = "--no-gpu";
    arguments[2] = "--image=" + image;
    arguments[3] = "--dir=" + target;
    System.arraycopy(options, 0, arguments, 4, options.length);
    return tool().run(arguments);
  }

  private static JsonObject json(Tool.Outcome outcome) throws IOException {
    return Json.parseObject(outcome.orFail().out().getBytes(StandardCharsets.UTF_8));
  }

  private Tool tool() {
    return Tool.at(home);
  }
}
