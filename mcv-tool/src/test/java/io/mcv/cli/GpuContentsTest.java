package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.client.CreateRequest;
import io.mcv.client.ExtractRequest;
import io.mcv.client.ExtractResult;
import io.mcv.client.GpuRequirement;
import io.mcv.client.McvClient;
import io.mcv.client.NoFittingGpuException;
import io.mcv.spec.DummyKey;
import io.mcv.spec.fit.HostGpu;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an image holds against GPUs, whatever its labels say: its manifest and its kernels. */
class GpuContentsTest {
  private static final HostGpu T4 = HostGpu.of(0, "cuda", "75", 32);
  private static final HostGpu A100 = HostGpu.of(1, "cuda", "80", 32);
  private static final HostGpu H100 = HostGpu.of(2, "cuda", "90", 32);
  private static final String SUMMARY = "cache.triton.image/summary";
  private static final String KERNEL =
      "{\"hash\": \"%s\", \"target\": {\"backend\": \"cuda\", \"arch\": %s, \"warp_size\": 32}}";

  @TempDir Path folder;
  private McvClient client = McvClient.ofProcess();
  private Path target = Path.of("");

  @BeforeEach
  void makeAClient() throws IOException {
    client = new McvClient(Tool.at(folder.resolve("home")).environment());
    target = folder.resolve("target");
    Files.createDirectory(target);
    Files.writeString(target.resolve("foreign"), "stays");
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aManifestThatRulesEveryGpuOutOverrulesLabels() throws IOException {
    String image = labelled("triton-vector-add", "75");

    assertRefused(image, GpuRequirement.oneOf(List.of(T4)), "by its manifest.json", "80", "75");
  }

  @Test
  void aManifestThatFitsButDiffersFromLabelsIsAWarning() throws IOException {
    String image = labelled("triton-mixed", "80");

    ExtractResult result = extract(image, GpuRequirement.oneOf(List.of(A100)));

    assertThat(result.warnings()).singleElement().asString().contains("labels", "cuda 90");
  }

  @Test
  void aManifestThatCannotBeReadIsAWarning() throws IOException {
    RawTar tar = kernel(new RawTar(), "A", "75").file("io.triton.manifest/manifest.json", "no");

    ExtractResult result = extract(image(tar), GpuRequirement.oneOf(List.of(T4)));

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("manifest.json"));
    assertThat(target.resolve("A/k.json")).exists();
  }

  @Test
  void kernelsAreAskedWhereTheMachineIsAllThereIs() throws IOException {
    String image = image(kernel(new RawTar(), "A", "80"));
    GpuRequirement labels = GpuRequirement.oneOf(List.of(T4));

    assertRefused(image, labels.withKernels(null), "metadata of its kernels", "80", "75");
    assertThat(extract(image, labels).warnings()).isNotEmpty();
  }

  @Test
  void oneKernelThatFitsIsEnough() throws IOException {
    String image = image(kernel(kernel(new RawTar(), "A", "80"), "B", "75"));

    extract(image, GpuRequirement.oneOf(List.of(T4)).withKernels(null));

    assertThat(target.resolve("A/k.json")).exists();
  }

  @Test
  void onlyEntriesThatFitAreExtractedWhereThatIsAsked() throws IOException {
    String image = create(CreateRequest.of(layout(), Checkout.sampleCache("triton-mixed")));
    long whole = extract(image, GpuRequirement.oneOf(List.of(H100))).files();
    Path second = folder.resolve("second");

    ExtractResult result =
        client.extract(
            ExtractRequest.of(image)
                .withTarget(second)
                .withGpus(GpuRequirement.oneOf(List.of(H100)).withOnlyMatching(true)));

    assertThat(result.leftOut()).isEqualTo(2);
    assertThat(result.files()).isLessThan(whole);
    Map<String, String> files = FileTrees.snapshot(second);
    assertThat(files.values().stream().filter(file -> file.startsWith("file ")))
        .hasSize(Math.toIntExact(result.files()));
    List<String> kernels =
        files.keySet().stream().filter(path -> path.endsWith("/add_kernel.json")).toList();
    assertThat(kernels).hasSize(1);
    assertThat(second.resolve(kernels.get(0))).content().contains("\"arch\": 90");
    assertThat(files.keySet()).anyMatch(path -> path.contains("launcher"));
  }

  @Test
  void whereNoEntryFitsNothingIsExtracted() throws IOException {
    GpuRequirement matching = GpuRequirement.oneOf(List.of(T4)).withOnlyMatching(true);

    assertRefused(image(kernel(new RawTar(), "A", "80")), matching, "80", "75");
  }

  @Test
  void anEntryOfWhichNobodyCanTellStays() throws IOException {
    RawTar tar = kernel(kernel(new RawTar(), "A", "75"), "B", "\"sm_12.9\"");

    ExtractResult result =
        extract(
            image(kernel(tar, "C", "80")),
            GpuRequirement.oneOf(List.of(T4)).withOnlyMatching(true));

    assertThat(result.leftOut()).isEqualTo(1);
    assertThat(target.resolve("C")).doesNotExist();
    assertThat(target.resolve("B/k.json")).exists();
    assertThat(result.warnings())
        .anyMatch(warning -> warning.startsWith("entries that stay") && warning.endsWith(": 1"));
  }

  @Test
  void theUnitOfVllmIsTheFolderOfAHash() throws IOException {
    String compiled = "io.vllm.cache/torch_compile_cache/";
    RawTar tar =
        new RawTar()
            .file(compiled + "aaaa/rank_0_0/triton_cache/K/k.json", KERNEL.formatted("1", "80"))
            .file(compiled + "aaaa/rank_0_0/triton_cache/L/k.json", KERNEL.formatted("2", "90"))
            .file(compiled + "bbbb/rank_0_0/triton_cache/K/k.json", KERNEL.formatted("3", "80"))
            .file(compiled + "cccc/rank_0_0/model", "unknown");

    ExtractResult result =
        extract(image(tar), GpuRequirement.oneOf(List.of(H100)).withOnlyMatching(true));

    assertThat(result.leftOut()).isEqualTo(1);
    assertThat(target.resolve("torch_compile_cache"))
        .isDirectoryContaining("glob:**/aaaa")
        .isDirectoryContaining("glob:**/cccc")
        .isDirectoryNotContaining("glob:**/bbbb");
    assertThat(target.resolve("torch_compile_cache/aaaa/rank_0_0/triton_cache/K/k.json")).exists();
  }

  @Test
  void whatTheManifestSaysOfAHashFolderCountsWhereItHasNoKernels() throws IOException {
    String entry =
        "{\"vllmHash\":\"%s\",\"cacheFormat\":\"binary\",\"binary\":[{\"target_device\":\"%s\"}]}";
    String manifest =
        "{\"vllm\":["
            + entry.formatted("aaaa", "cuda")
            + ","
            + entry.formatted("bbbb", "rocm")
            + "]}";
    RawTar tar =
        new RawTar()
            .file("io.vllm.cache/torch_compile_cache/aaaa/rank_0_0/backbone/x", "x")
            .file("io.vllm.cache/torch_compile_cache/bbbb/rank_0_0/backbone/x", "x")
            .file("io.vllm.manifest/manifest.json", manifest);

    ExtractResult result =
        extract(image(tar), GpuRequirement.oneOf(List.of(H100)).withOnlyMatching(true));

    assertThat(result.leftOut()).isEqualTo(1);
    assertThat(target.resolve("torch_compile_cache/aaaa")).isDirectory();
    assertThat(target.resolve("torch_compile_cache/bbbb")).doesNotExist();
  }

  @Test
  void theHeaderOfThePtxTellsWhatDriverAKernelNeeds() throws IOException {
    RawTar tar =
        kernel(new RawTar(), "A", "75")
            .file("io.triton.cache/A/k.ptx", "//\n.version 9.0\n.target sm_75\n");
    HostGpu old = new HostGpu(0, "T4", "cuda", "75", true, 32, 12080);
    HostGpu recent = new HostGpu(0, "T4", "cuda", "75", true, 32, 13000);
    String image = image(tar);

    assertRefused(image, GpuRequirement.oneOf(List.of(old)).withKernels(null), "PTX 9.0");
    extract(image, GpuRequirement.oneOf(List.of(recent)).withKernels(null));
  }

  @Test
  void keysMustComeFromTheTritonOfTheHostWhereThatIsNamed() throws IOException {
    String image = create(CreateRequest.of(layout(), Checkout.sampleCache("triton-vector-add")));
    GpuRequirement a100 = GpuRequirement.oneOf(List.of(A100));

    assertRefused(image, a100.withKernels("another"), "dummy key");
    assertThat(extract(image, a100.withKernels(DummyKey.UNKNOWN_TRITON_KEY)).warnings())
        .noneMatch(warning -> warning.contains("dummy key"));
  }

  @Test
  void aKeyAloneIsNoRequirement() {
    assertThatThrownBy(() -> new GpuRequirement(List.of(), List.of(), false, false, "key", false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertRefused(String image, GpuRequirement gpus, String... words)
      throws IOException {
    Map<String, String> before = FileTrees.snapshot(folder);
    assertThatThrownBy(() -> extract(image, gpus))
        .isInstanceOf(NoFittingGpuException.class)
        .message()
        .contains(words)
        .contains("--no-gpu")
        .hasLineCount(1);
    assertThat(FileTrees.snapshot(folder)).isEqualTo(before);
  }

  private ExtractResult extract(String image, GpuRequirement gpus) throws IOException {
    return client.extract(ExtractRequest.of(image).withTarget(target).withGpus(gpus));
  }

  /** A sample cache whose label says another architecture. */
  private String labelled(String cache, String arch) throws IOException {
    String summary =
        "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"" + arch + "\",\"warp_size\":32}]}";
    return create(
        CreateRequest.of(layout(), Checkout.sampleCache(cache))
            .withLabels(Map.of(SUMMARY, summary)));
  }

  private String create(CreateRequest request) throws IOException {
    client.create(request);
    return request.image();
  }

  private String layout() {
    return "oci:" + folder.resolve("layout") + ":t";
  }

  private String image(RawTar tar) throws IOException {
    return HandMadeImage.of(folder.resolve("layout"), tar.end());
  }

  private static RawTar kernel(RawTar tar, String key, String arch) {
    return tar.file("io.triton.cache/" + key + "/k.json", KERNEL.formatted(key, arch));
  }
}
