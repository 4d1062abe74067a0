package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code check-compat}, {@code inspect} and {@code extract} say the same of the same image. */
class CompatAgreementTest {
  private static final String HASH_FOLDER =
      "{\"vllmHash\":\"%s\",\"cacheFormat\":\"binary\",\"binary\":[{\"target_device\":\"%s\"}]}";
  private static final String KERNEL =
      "{\"hash\": \"%s\", \"target\": {\"backend\": \"cuda\", \"arch\": %s, \"warp_size\": 32}}";

  @TempDir Path folder;

  /** The cache is for cuda 80, and so is its manifest. */
  @ParameterizedTest
  @CsvSource({"75, 75, 0, 10", "75, 80, 10, 10", "80, 80, 0, 0", "80, 75, 10, 10"})
  void labelsAndManifestOfAnImageAreJoined(String label, String gpu, int labels, int all)
      throws IOException {
    String image = labelled(label);

    assertThat(check(gpu, image).exit()).isEqualTo(labels);
    assertThat(check(gpu, "--entries", image).exit()).isEqualTo(all);
    assertThat(extract(gpu, image).exit()).isEqualTo(all);
    assertThat(inspect(gpu, image))
        .containsPattern("Fit: +" + (all == 0 ? "fits" : "does not fit") + ": ");
  }

  @Test
  void aManifestThatNobodyCouldReadIsAWarningEverywhere() throws IOException {
    RawTar tar =
        new RawTar()
            .file("io.triton.cache/A/k.json", KERNEL.formatted("A", "75"))
            .file("io.triton.manifest/manifest.json", "no");
    String image = image(tar);

    assertThat(check("75", "--entries", image).orFail().err()).contains("manifest.json");
    assertThat(extract("75", "--baremetal", image).orFail().err()).contains("manifest.json");
  }

  /** A manifest alone that does not fit is enough, whatever the kernels tell. */
  @Test
  void aManifestCountsBesideKernels() throws IOException {
    RawTar tar =
        new RawTar()
            .file("io.triton.cache/A/k.json", KERNEL.formatted("A", "75"))
            .file(
                "io.triton.manifest/manifest.json",
                "{\"triton\": [{\"hash\": \"A\", \"backend\": \"cuda\", \"arch\": \"80\"}]}");
    String image = image(tar);

    Tool.Outcome checked = check("75", "--entries", image);

    assertThat(checked.exit()).as(checked.err()).isEqualTo(ExitCode.NO_GPU_FITS);
    assertThat(checked.out()).contains("compiled for cuda 80, the GPU is cuda 75");
    assertThat(extract("75", image).exit()).isEqualTo(ExitCode.NO_GPU_FITS);
  }

  /** Of a hash folder without kernels the backend is known, which is no more than a clear no. */
  @ParameterizedTest
  @CsvSource({"rocm, rocm, 10, 10", "rocm, cuda, 1, 0"})
  void hashFoldersOfTheManifestAreCompared(String first, String second, int check, int extract)
      throws IOException {
    RawTar tar =
        new RawTar()
            .file("io.vllm.cache/torch_compile_cache/aaaa/rank_0_0/backbone/x", "x")
            .file("io.vllm.cache/torch_compile_cache/bbbb/rank_0_0/backbone/x", "x")
            .file(
                "io.vllm.manifest/manifest.json",
                "{\"vllm\":["
                    + HASH_FOLDER.formatted("aaaa", first)
                    + ","
                    + HASH_FOLDER.formatted("bbbb", second)
                    + "]}");
    String image = image(tar);

    assertThat(check("90", "--entries", image).exit()).isEqualTo(check);
    assertThat(extract("90", "--baremetal", image).exit()).isEqualTo(extract);
  }

  @Test
  void kernelsInNoFolderThatFitNoGpuStayWithAWarning() throws IOException {
    RawTar tar =
        new RawTar()
            .file("io.triton.cache/A/k.json", KERNEL.formatted("A", "75"))
            .file("io.triton.cache/B/k.json", KERNEL.formatted("B", "80"))
            .file("io.triton.cache/k.json", KERNEL.formatted("C", "80"));

    Tool.Outcome outcome = extract("75", "--only-matching", image(tar)).orFail();

    assertThat(outcome.err())
        .contains("kernels that stay though they fit no GPU, as they lie in no folder", ": 1\n")
        .contains("entries left out that fit no GPU: 1\n");
    assertThat(folder.resolve("target/k.json")).exists();
    assertThat(folder.resolve("target/B")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"check-compat", "extract -i", "--check-compat -i", "-e -i"})
  void aReferenceThatCannotBeReadIsSaidBeforeGpusAreLookedFor(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add("docker://UPPER CASE");
    arguments.add("--gpu-stub=" + folder.resolve("nothing"));

    Tool.Outcome outcome = run(arguments);

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("UPPER CASE").doesNotContain("nothing");
  }

  private String labelled(String arch) {
    String image = "oci:" + folder.resolve("labelled") + ":t";
    String cache = Checkout.sampleCache("triton-vector-add").toString();
    String summary =
        "cache.triton.image/summary={\"targets\":[{\"backend\":\"cuda\",\"arch\":\""
            + arch
            + "\",\"warp_size\":32}]}";
    run(List.of("create", "-i", image, "-d", cache, "--label", summary)).orFail();
    return image;
  }

  private String image(RawTar tar) throws IOException {
    return HandMadeImage.of(folder.resolve("made"), tar.end());
  }

  private Tool.Outcome check(String arch, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("check-compat", stub(arch)));
    all.addAll(List.of(arguments));
    return run(all);
  }

  private Tool.Outcome extract(String arch, String... arguments) throws IOException {
    String target = folder.resolve("target").toString();
    List<String> all = new ArrayList<>(List.of("extract", stub(arch), "-d", target));
    all.addAll(List.of(arguments));
    all.add(all.size() - 1, "-i");
    return run(all);
  }

  private String inspect(String arch, String image) throws IOException {
    return run(List.of("inspect", "--cache", "--entries", stub(arch), image)).orFail().out();
  }

  private String stub(String arch) throws IOException {
    Path stub = folder.resolve("stub.json");
    Files.writeString(stub, "[{\"backend\": \"cuda\", \"arch\": \"" + arch + "\"}]");
    return "--gpu-stub=" + stub;
  }

  private Tool.Outcome run(List<String> arguments) {
    return Tool.at(folder.resolve("home")).run(arguments.toArray(String[]::new));
  }
}
