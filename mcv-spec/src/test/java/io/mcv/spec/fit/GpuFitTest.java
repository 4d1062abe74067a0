package io.mcv.spec.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.fit.FitReason.Dimension;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuFitTest {
  private static final GpuTarget T4 = GpuTarget.of("cuda", "75", 32);
  private static final HostGpu T4_GPU = HostGpu.of(0, "cuda", "75", 32);

  @ParameterizedTest
  @CsvSource({
    "cuda, 75, 32, cuda, 75",
    "cuda, sm_75, 32, cuda, 75",
    "cuda, sm75, 32, cuda, sm_75",
    "cuda, sm_90a, 32, cuda, 90",
    "cuda, sm_100f, 0, cuda, 100",
    "hip, gfx90a, 64, hip, gfx90a:sramecc+:xnack-",
    "hip, gfx942:sramecc+:xnack-, 64, hip, gfx942:sramecc+:xnack-",
    "rocm, gfx942, 64, hip, gfx942",
    "hip, gfx1100, 32, hip, gfx1100",
    "hip, gfx1250, 32, hip, gfx1250"
  })
  void theSameArchitectureFits(
      String backend, String arch, int warpSize, String gpuBackend, String gpuArch) {
    assertThat(check(backend, arch, warpSize, gpuBackend, gpuArch))
        .isEqualTo(new Fit.Fits(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cuda|80|32|cuda|75|ARCH|compiled for cuda 80, the GPU is cuda 75",
        "cuda|90|32|cuda|100|ARCH|compiled for cuda 90, the GPU is cuda 100",
        "hip|gfx90a|64|hip|gfx942|ARCH|compiled for hip gfx90a, the GPU is hip gfx942",
        "hip|gfx900|64|hip|gfx90a|ARCH|compiled for hip gfx900, the GPU is hip gfx90a",
        "hip|gfx942:xnack+|64|hip|gfx942:sramecc+:xnack-|ARCH"
            + "|compiled for hip gfx942:xnack+, the GPU is hip gfx942:sramecc+:xnack-",
        "hip|gfx90a|64|cuda|75|BACKEND|compiled for hip gfx90a, the GPU is cuda 75",
        "hip|unknown|0|cuda|75|BACKEND|compiled for hip, the GPU is cuda 75",
        "cuda|sm_12.9|32|rocm|gfx942|BACKEND|compiled for cuda sm_12.9, the GPU is hip gfx942",
        "hpu|unknown|0|cuda|75|BACKEND|compiled for hpu, the GPU is cuda 75",
        "cuda|75|64|cuda|75|WARP_SIZE|compiled for cuda 75, with warp size 64 where Triton has 32",
        "hip|gfx1100|64|hip|gfx1100|WARP_SIZE"
            + "|compiled for hip gfx1100, with warp size 64 where Triton has 32",
        "hip|gfx90a|32|hip|gfx90a|WARP_SIZE"
            + "|compiled for hip gfx90a, with warp size 32 where Triton has 64"
      })
  void anotherBackendArchitectureOrWarpSizeDoesNotFit(
      String backend,
      String arch,
      int warpSize,
      String gpuBackend,
      String gpuArch,
      Dimension dimension,
      String reason) {
    assertThat(check(backend, arch, warpSize, gpuBackend, gpuArch))
        .isEqualTo(new Fit.DoesNotFit(List.of(new FitReason(dimension, reason))));
  }

  @ParameterizedTest
  @CsvSource({
    "cuda, 80, cuda, 86",
    "cuda, sm_70, cuda, 75",
    "hip, gfx9-4-generic, hip, gfx942",
    "hip, gfx9-generic, hip, gfx90c",
    "hip, gfx11-generic, hip, gfx1151"
  })
  void whatWouldRunDoesNotFitSinceTritonDoesNotLookForIt(
      String backend, String arch, String gpuBackend, String gpuArch) {
    assertThat(check(backend, arch, 0, gpuBackend, gpuArch))
        .isInstanceOf(Fit.DoesNotFit.class)
        .extracting(GpuFitTest::text)
        .asString()
        .contains("could run them, but Triton does not look for them");
  }

  @ParameterizedTest
  @CsvSource({
    "cuda, 86, 80", // older than the code
    "cuda, sm_80a, 86", // for one capability
    "cuda, 72, 75", // Tegra
    "cuda, 86, 87", // Tegra
    "cuda, 100, 103", // Blackwell
    "hip, gfx9-4-generic, gfx90a",
    "hip, gfx9-generic, gfx908",
    "hip, gfx10-3-generic, gfx1100"
  })
  void whatWouldNotRunIsNotSaidToRun(String backend, String arch, String gpuArch) {
    assertThat(check(backend, arch, 0, backend, gpuArch))
        .isInstanceOf(Fit.DoesNotFit.class)
        .extracting(GpuFitTest::text)
        .asString()
        .doesNotContain("could run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cuda|sm_12.9|cuda|75|version of a CUDA toolkit",
        "cuda|unknown|cuda|75|does not name the architecture",
        "cuda|''|cuda|75|does not name the architecture",
        "cuda|hopper|cuda|90|no such architecture is known",
        "cuda|gfx942|cuda|90|no such architecture is known",
        "hip|gfx13-generic|hip|gfx1300|no such architecture is known",
        "hip|gfx942:xnack|hip|gfx942|no such architecture is known",
        "cuda|75|cuda|unknown|architecture of the GPU is not known",
        "cuda|75|unknown|unknown|not known which kernels the GPU runs",
        "unknown|unknown|cuda|75|does not say which GPUs it is for",
        "xpu|0x0bd5|xpu|0x0bd5|there are no rules for GPUs of xpu",
        "hpu|gaudi3|hpu|gaudi3|there are no rules for GPUs of hpu"
      })
  void whatIsNotToldIsNeitherYesNorNo(
      String backend, String arch, String gpuBackend, String gpuArch, String reason) {
    Fit fit = check(backend, arch, 0, gpuBackend, gpuArch);

    assertThat(fit).isInstanceOf(Fit.Unknown.class);
    assertThat(text(fit)).startsWith("cannot tell whether kernels for ").contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "90, 90, unknown", // the guess may be wrong, so no yes
    "80, 86, unknown", // the guess may miss by a variant of the chip
    "90, 86, does not fit", // but not by a generation
  })
  void aGuessedArchitectureIsNeverAYes(String arch, String guess, String verdict) {
    HostGpu gpu = new HostGpu(0, "NVIDIA something", "cuda", guess, false, 32, null);

    assertThat(GpuFit.check(GpuTarget.of("cuda", arch, 32), gpu).verdict()).isEqualTo(verdict);
  }

  @Test
  void featuresThatTheGpuDoesNotTellAreANote() {
    Fit fit = check("hip", "gfx942:xnack+", 64, "hip", "gfx942");

    assertThat(fit).isInstanceOf(Fit.Fits.class);
    assertThat(text(fit)).contains("whether the GPU has xnack+ is not known");
  }

  @Test
  void theWarpSizeOfTheRulesIsTritonsWhateverAGpuTells() {
    HostGpu rdna = HostGpu.of(0, "hip", "gfx1100", 64);

    assertThat(GpuFit.check(GpuTarget.of("hip", "gfx1100", 32), rdna)).isInstanceOf(Fit.Fits.class);
    assertThat(GpuFit.check(GpuTarget.of("hip", "gfx1100", 64), rdna))
        .isInstanceOf(Fit.DoesNotFit.class);
  }

  @Test
  void allThatIsAgainstItIsSaid() {
    assertThat(check("cuda", "80", 64, "cuda", "75").reasons())
        .extracting(FitReason::dimension)
        .containsExactly(Dimension.WARP_SIZE, Dimension.ARCH);
  }

  @Test
  void nothingThrowsWhateverTheTexts() {
    Random random = new Random(6);
    List<String> parts =
        List.of(
            "",
            "sm_",
            "sm",
            "gfx",
            "gfx9",
            "-generic",
            ":",
            "+",
            "xnack",
            "7",
            "5",
            "90",
            "a",
            "f",
            ".",
            "\u0000",
            "\ud800",
            "\u0661",
            " ",
            "unknown",
            "x".repeat(999));
    for (int i = 0; i < 3_000; i++) {
      String backend =
          random.nextInt(8) == 0 ? text(random, parts) : random.nextBoolean() ? "cuda" : "hip";
      GpuTarget target =
          new GpuTarget(
              backend,
              text(random, parts),
              random.nextInt(),
              random.nextBoolean() ? null : Long.valueOf(random.nextLong() >> random.nextInt(64)),
              random.nextBoolean() ? null : text(random, parts));
      Integer driver = random.nextBoolean() ? null : Integer.valueOf(random.nextInt());
      HostGpu gpu =
          new HostGpu(
              i,
              text(random, parts),
              backend,
              text(random, parts),
              random.nextBoolean(),
              i,
              driver);

      for (FitReason reason : GpuFit.report(List.of(target, T4), List.of(gpu)).some().reasons()) {
        assertThat(reason.text()).isNotBlank().hasSizeLessThan(2500).doesNotContain("\u0000");
      }
    }
  }

  @Test
  void ptxOfAKernelIsComparedWithTheDriver() {
    KernelEntry kernel =
        new KernelEntry("h", T4, null, 3, 4, false, null, null, null).withPtxVersion(90L);
    HostGpu gpu = new HostGpu(0, "Tesla T4", "cuda", "75", true, 32, 12080);

    assertThat(GpuFit.check(kernel, gpu)).isInstanceOf(Fit.DoesNotFit.class);
    assertThat(GpuFit.check(kernel.withPtxVersion(null), gpu)).isEqualTo(new Fit.Fits(List.of()));
    assertThat(GpuFit.check(kernel, T4_GPU).reasons())
        .extracting(FitReason::text)
        .containsExactly(
            "compiled for cuda 75; whether the driver is new enough for PTX 9.0 is not known");
  }

  private static String text(Random random, List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  private static String text(Fit fit) {
    assertThat(fit.reasons()).hasSize(1);
    return fit.reasons().get(0).text();
  }

  private static Fit check(
      String backend, @Nullable String arch, int warpSize, String gpuBackend, String gpuArch) {
    return GpuFit.check(
        GpuTarget.of(backend, arch == null ? "" : arch, warpSize),
        HostGpu.of(0, gpuBackend, gpuArch, 0));
  }
}
