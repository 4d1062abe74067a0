package io.mcv.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.client.gpu.GpuHost;
import io.mcv.client.gpu.GpuOptions;
import io.mcv.gpu.model.GpuReport;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.spec.fit.Fit;
import io.mcv.spec.fit.FitReason;
import io.mcv.spec.fit.FitReport;
import io.mcv.spec.fit.GpuVerdict;
import io.mcv.spec.fit.HostGpu;
import io.mcv.testing.Checkout;
import io.mcv.testing.SharedData;
import io.mcv.testing.gpu.FakeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real caches and made-up ones against every host of {@code testdata/gpu-hosts}, whose {@code
 * fit-real.txt} and {@code fit.txt} keep the verdict on each GPU. Where files alone do not settle
 * an architecture, the host is compared once more as if its libraries had told it. With {@code
 * -Dmcv.goldens=write} the test writes the files, for somebody to read.
 */
class FitMatrixTest {
  private static final List<String> REAL =
      List.of(
          "vector-add-cache", "vector-add-cache-rocm", "vllm-triton-cache", "vllm-binary-cache");

  /** To unpack 35 MB takes long, and the only target of the cache is in its labels. */
  private static final String LABELS_ALONE = "vllm-binary-cache";

  /** Name, backend, architecture, warp size, PTX version. */
  private static final List<List<String>> MADE_UP =
      List.of(
          List.of("cuda-80", "cuda", "80", "32", "null"),
          List.of("cuda-86-ptx-8.8", "cuda", "86", "32", "88"),
          List.of("cuda-90a", "cuda", "\"sm_90a\"", "32", "null"),
          List.of("cuda-100-ptx-9.0", "cuda", "100", "32", "90"),
          List.of("cuda-75-ptx-580", "cuda", "75", "32", "580"),
          List.of("cuda-75-warp-64", "cuda", "75", "64", "null"),
          List.of("cuda-sm_12.9", "cuda", "\"sm_12.9\"", "32", "null"),
          List.of("hip-gfx942", "hip", "\"gfx942:sramecc+:xnack-\"", "64", "null"),
          List.of("hip-gfx90c", "hip", "\"gfx90c\"", "64", "null"),
          List.of("hip-gfx1100", "hip", "\"gfx1100\"", "32", "null"),
          List.of("hip-gfx1100-warp-64", "hip", "\"gfx1100\"", "64", "null"),
          List.of("hip-gfx9-4-generic", "hip", "\"gfx9-4-generic\"", "64", "null"),
          List.of("xpu-bmg", "xpu", "\"bmg\"", "32", "null"));

  /** Of drivers of the hosts, by their major version: the CUDA that they are for. */
  private static final Map<String, Integer> CUDA_OF_DRIVER =
      Map.of("535", 12020, "550", 12040, "570", 12080, "580", 13000);

  private static final Map<String, List<HostGpu>> GPUS_OF_HOST = new LinkedHashMap<>();

  @TempDir private static Path hosts;
  @TempDir private Path folder;

  @BeforeAll
  static void findGpus() throws IOException {
    for (String host : FakeHost.names()) {
      GpuOptions options = GpuOptions.ofSysroot(FakeHost.write(host, hosts.resolve(host)));
      GpuReport report = new GpuHost(options, Map.of()).gpus();
      List<HostGpu> gpus = GpuHost.visible(report);
      GPUS_OF_HOST.put(host, gpus);
      if (gpus.stream().anyMatch(gpu -> !gpu.archCertain())) {
        Integer driver = cudaDriver(report);
        GPUS_OF_HOST.put(
            host + ", its libraries asked", gpus.stream().map(gpu -> told(gpu, driver)).toList());
      }
    }
  }

  @Test
  void theVerdictsOnMadeUpCachesAreThoseThatAreKept() throws IOException {
    Map<String, Path> caches = new LinkedHashMap<>();
    for (List<String> kernel : MADE_UP) {
      caches.put(kernel.get(0), cacheOf(kernel));
    }

    assertIsKept("fit.txt", matrix(caches));
  }

  @Test
  void theVerdictsOnRealCachesAreThoseThatAreKept() throws IOException {
    Map<String, Path> caches = new LinkedHashMap<>();
    for (String name : REAL) {
      caches.put(name, SharedData.require("caches/" + name));
    }

    assertIsKept("fit-real.txt", matrix(caches));
  }

  private static void assertIsKept(String file, String matrix) throws IOException {
    Path kept = Checkout.root().resolve("testdata/gpu-hosts").resolve(file);
    if ("write".equals(System.getProperty("mcv.goldens"))) {
      Files.write(kept, matrix.getBytes(UTF_8));
    }
    assertThat(matrix).isEqualTo(Files.exists(kept) ? Files.readString(kept) : "");
  }

  private String matrix(Map<String, Path> caches) throws IOException {
    Map<String, List<GpuVerdict>> verdicts = verdicts(caches);
    StringBuilder matrix = new StringBuilder();
    int first = 0;
    for (Map.Entry<String, List<HostGpu>> host : GPUS_OF_HOST.entrySet()) {
      int end = first + host.getValue().size();
      matrix.append(heading(host.getKey(), host.getValue()));
      for (Map.Entry<String, List<GpuVerdict>> cache : verdicts.entrySet()) {
        matrix.append("%-21s  ".formatted(cache.getKey()));
        matrix.append(text(cache.getValue().subList(first, end))).append('\n');
      }
      matrix.append('\n');
      first = end;
    }
    return matrix.toString();
  }

  /** Of each cache on the GPUs of all hosts, one after the other, so that it is read once. */
  private Map<String, List<GpuVerdict>> verdicts(Map<String, Path> caches) throws IOException {
    List<HostGpu> gpus = GPUS_OF_HOST.values().stream().flatMap(List::stream).toList();
    Map<String, List<GpuVerdict>> verdicts = new LinkedHashMap<>();
    Map<String, String> home = Map.of("MCV_VAULT", folder.resolve("vault").toString());
    try (McvClient client = new McvClient(new HostEnvironment(home, folder))) {
      for (Map.Entry<String, Path> cache : caches.entrySet()) {
        String image = "localhost/" + cache.getKey() + ":t";
        client.create(CreateRequest.of(image, cache.getValue()).withCompression(Compression.NONE));
        LayerLimits kernels = cache.getKey().equals(LABELS_ALONE) ? null : LayerLimits.DEFAULT;
        PreflightRequest request = PreflightRequest.of(image, gpus).withKernels(kernels);
        List<GpuVerdict> ofCache = client.preflight(request).report().verdicts();
        assertThat(ofCache).extracting(GpuVerdict::gpu).isEqualTo(gpus);
        verdicts.put(cache.getKey(), ofCache);
      }
    }
    return verdicts;
  }

  private static String heading(String host, List<HostGpu> gpus) {
    TreeSet<String> kinds = new TreeSet<>();
    for (HostGpu gpu : gpus) {
      kinds.add(gpu.target() + (gpu.archCertain() ? "" : " (inferred)"));
    }
    String text = kinds.isEmpty() ? "no GPU is visible" : String.join("; ", kinds);
    return "# " + host + ": " + text + "\n";
  }

  /** GPUs with the same verdict for the same reasons share it. */
  private static String text(List<GpuVerdict> verdicts) {
    if (verdicts.isEmpty()) {
      return text(new FitReport(verdicts).some());
    }
    Map<String, List<Integer>> ids = new LinkedHashMap<>();
    for (GpuVerdict verdict : verdicts) {
      ids.computeIfAbsent(text(verdict.fit()), key -> new ArrayList<>()).add(verdict.gpu().id());
    }
    return ids.entrySet().stream()
        .map(same -> gpus(same.getValue()) + ": " + same.getKey())
        .collect(Collectors.joining(" | "));
  }

  private static String text(Fit fit) {
    String reasons = fit.reasons().stream().map(FitReason::text).collect(Collectors.joining("; "));
    return reasons.isEmpty() ? fit.verdict() : fit.verdict() + ": " + reasons;
  }

  private static String gpus(List<Integer> ids) {
    int first = ids.get(0);
    int last = ids.get(ids.size() - 1);
    if (ids.size() == 1) {
      return "GPU " + first;
    }
    boolean isRange = last - first == ids.size() - 1;
    return "GPUs "
        + (isRange
            ? first + "-" + last
            : ids.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private Path cacheOf(List<String> kernel) throws IOException {
    Path cache = folder.resolve("caches").resolve(kernel.get(0));
    Path key = Files.createDirectories(cache.resolve("KEY"));
    Files.writeString(key.resolve("__grp__kernel.json"), "{\"child_paths\": {}}");
    Files.writeString(
        key.resolve("kernel.json"),
        """
        {"hash": "00", "name": "kernel", "ptx_version": %s,
         "target": {"backend": "%s", "arch": %s, "warp_size": %s}}
        """
            .formatted(kernel.get(4), kernel.get(1), kernel.get(2), kernel.get(3)));
    return cache;
  }

  private static HostGpu told(HostGpu gpu, @Nullable Integer cudaDriver) {
    return new HostGpu(
        gpu.id(), gpu.name(), gpu.backend(), gpu.arch(), true, gpu.warpSize(), cudaDriver);
  }

  private static @Nullable Integer cudaDriver(GpuReport report) {
    return report.fleet().stream()
        .map(group -> CUDA_OF_DRIVER.get(group.driverVersion().split("\\.")[0]))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
