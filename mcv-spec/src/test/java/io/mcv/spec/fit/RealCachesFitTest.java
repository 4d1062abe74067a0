package io.mcv.spec.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.SharedCaches;
import io.mcv.spec.scan.CacheScan;
import io.mcv.spec.scan.CacheScanner;
import io.mcv.spec.scan.ScanOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealCachesFitTest {
  private static final List<HostGpu> GPUS =
      List.of(
          new HostGpu(0, "Tesla T4", "cuda", "75", true, 32, 12040),
          new HostGpu(1, "NVIDIA H100", "cuda", "90", true, 32, 13000),
          new HostGpu(2, "NVIDIA T1000", "cuda", "75", false, 32, null),
          new HostGpu(3, "Instinct MI210", "hip", "gfx90a:sramecc+:xnack-", true, 64, null),
          new HostGpu(4, "Instinct MI300X", "hip", "gfx942", true, 64, null),
          new HostGpu(5, "Radeon RX 7900", "hip", "gfx1100", true, 64, null),
          new HostGpu(6, "Arc A770", "xpu", "0x56a0", true, 0, null));

  @ParameterizedTest
  @CsvSource({
    "vector-add-cache, 0, 2",
    "vector-add-cache-rocm, 3, ",
    "vllm-triton-cache, 3, ",
    "vllm-binary-cache, 0, 2"
  })
  void everyCacheFitsTheGpusItWasMadeFor(String cache, int fits, @Nullable String unknown)
      throws IOException {
    CacheScan scan = CacheScanner.scan(SharedCaches.folder(cache), ScanOptions.NORMAL);
    CacheFit byEntries = CacheFit.of(scan.entries(), scan.vllm(), GPUS, null);

    for (FitReport report : List.of(GpuFit.report(scan.targets(), GPUS), byEntries.report())) {
      assertThat(report.matched()).extracting(HostGpu::id).containsExactly(fits);
      assertThat(report.verdicts())
          .filteredOn(verdict -> verdict.fit() instanceof Fit.Unknown)
          .extracting(verdict -> verdict.gpu().id() + "")
          .isEqualTo(unknown == null ? List.of() : List.of(unknown));
    }
    assertThat(byEntries.matching()).hasSameSizeAs(byEntries.entries()).isNotEmpty();
  }

  @Test
  void theToolkitOfABinaryCacheIsNewerThanTheDriver() throws IOException {
    CacheScan scan =
        CacheScanner.scan(SharedCaches.folder("vllm-binary-cache"), ScanOptions.NORMAL);

    assertThat(GpuFit.report(scan.targets(), GPUS).some().reasons())
        .extracting(FitReason::text)
        .containsExactly(
            "GPU 0 (Tesla T4): compiled for cuda sm_75; their CUDA 12.9 is newer than the driver,"
                + " which is for CUDA 12.4: it runs them, but cannot compile their PTX");
  }

  @Test
  void realPtxTellsItsVersion() throws IOException {
    Path file =
        SharedCaches.folder("vector-add-cache")
            .resolve("5W7KJQDTJCL4UGPMKKCS7TEEPZKSWOY4774SZQ6674FWSXG5MNXQ/add_kernel.ptx");
    try (InputStream in = Files.newInputStream(file)) {
      assertThat(PtxHeader.parse(in.readNBytes(PtxHeader.MAX_BYTES)))
          .hasValue(new PtxHeader(new PtxVersion(84), List.of("sm_75")));
    }
  }
}
