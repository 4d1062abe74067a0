package io.mcv.spec.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.GpuTarget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where the Go tools are wrong: what they say of a cache on a GPU by {@link UpstreamRules}, and
 * what we say of the same cache on the same GPU.
 */
class UpstreamDiffersTest {
  @ParameterizedTest(name = "{0}, a cache for {1}: they say {4}, we say {5}")
  @CsvSource({
    // product, architecture and warp size of the cache, architecture of the GPU, their answer, ours
    "AMD Instinct MI300X, gfx942, 64, gfx942, false, fits",
    "AMD Instinct MI300X, gfx90c, 64, gfx942, true, does not fit",
    "AMD Instinct MI300A, gfx942, 64, gfx942:sramecc+:xnack-, false, fits",
    "AMD Instinct MI250X, gfx90a, 64, gfx90a, false, fits",
    "AMD Instinct MI325X, gfx942, 64, gfx942, false, fits",
    "AMD Instinct MI355X, gfx950, 64, gfx950, false, fits",
    "AMD Radeon RX 6800 (RDNA 2), gfx1030, 32, gfx1030, false, fits",
    "AMD Radeon RX 7900 XTX (RDNA 3), gfx1100, 32, gfx1100, false, fits",
    "AMD Radeon RX 7900 XTX (RDNA 3), gfx1010, 64, gfx1100, true, does not fit",
    "Navi 10 [Radeon RX 5700 XT], gfx1010, 32, gfx1010, false, fits",
    "Navi 10 [Radeon RX 5700 XT], gfx908, 64, gfx1010, true, does not fit",
    "AMD Radeon RX 7900 XTX, gfx1100, 32, gfx1100, false, fits",
    // One row in which they are right.
    "AMD Instinct MI210, gfx90a, 64, gfx90a, true, fits",
  })
  void productsOfAmd(
      String product, String cache, int warp, String gpu, boolean theirs, String ours) {
    GpuTarget kernel = GpuTarget.of("hip", cache, warp);

    assertThat(UpstreamRules.ofAmd(product).takes(kernel)).isEqualTo(theirs);
    assertThat(verdict(kernel, gpu, null)).isEqualTo(ours);
  }

  /** Their GPUs of AMD have warps of 64, whatever they are. */
  @ParameterizedTest(name = "warp size {0}: they say {1}, we say {2}")
  @CsvSource({"32, false, fits", "64, true, does not fit"})
  void warpsOfRdna(int warp, boolean theirs, String ours) {
    GpuTarget kernel = GpuTarget.of("hip", "gfx1010", warp);

    assertThat(UpstreamRules.ofAmd("Radeon RX 5700 XT (RDNA)").takes(kernel)).isEqualTo(theirs);
    assertThat(verdict(kernel, "gfx1010", null)).isEqualTo(ours);
  }

  @ParameterizedTest(name = "cuda {0} on {1}: they say {2}, we say {3}")
  @CsvSource({
    "sm_12.9, 75, false, unknown",
    "sm_90a, 90, false, fits",
    "sm_75, 75, true, fits",
  })
  void architecturesOfCuda(String cache, String gpu, boolean theirs, String ours) {
    GpuTarget kernel = GpuTarget.of("cuda", cache, 32);

    assertThat(UpstreamRules.ofNvidia(gpu, "550.54.15").takes(kernel)).isEqualTo(theirs);
    assertThat(verdict(kernel, gpu, 12_040)).isEqualTo(ours);
  }

  @ParameterizedTest(name = "PTX {0} with driver {1}: they say {3}, we say {4}")
  @CsvSource({
    // PTX version of the kernel, driver, its CUDA, their answer, ours
    ", 550.54.15, 12040, false, fits",
    "84, 550.54.15, 12040, false, fits",
    "87, 550.54.15, 12040, false, fits",
    "90, 550.54.15, 12040, false, does not fit",
    "580, 580.65.06, 13000, true, fits",
    "580, 570.86.15, 12080, false, fits",
  })
  void ptxVersions(@Nullable Long ptx, String driver, int cudaDriver, boolean theirs, String ours) {
    GpuTarget kernel = new GpuTarget("cuda", "90", 32, ptx, null);

    assertThat(UpstreamRules.ofNvidia("90", driver).takesEntry(kernel)).isEqualTo(theirs);
    assertThat(verdict(kernel, "90", cudaDriver)).isEqualTo(ours);
  }

  private static String verdict(GpuTarget kernel, String arch, @Nullable Integer cudaDriver) {
    HostGpu gpu = new HostGpu(0, "GPU", kernel.backend(), arch, true, 0, cudaDriver);
    return GpuFit.check(kernel, gpu).verdict();
  }
}
