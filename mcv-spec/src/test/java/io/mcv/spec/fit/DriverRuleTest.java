package io.mcv.spec.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.GpuTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverRuleTest {
  @ParameterizedTest
  @CsvSource({
    "84, , 12040", // equal
    "84, , 12080", // newer driver
    "78, , 13000", // older major version
    "90, , 13000",
    ", 12.9, 12090",
    ", , 11080", // nothing told, nothing compared
    "0, , 11080",
    ", , "
  })
  void aDriverThatKnowsThePtxFitsWithoutANote(
      @Nullable Long ptx, @Nullable String toolkit, @Nullable Integer driver) {
    assertThat(check(ptx, toolkit, driver)).isEqualTo(new Fit.Fits(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "84||11080|with PTX 8.4, which needs a driver for CUDA 12; this one is for CUDA 11.8,"
            + " install 525.60.13 or newer",
        "90||12080|with PTX 9.0, which needs a driver for CUDA 13; this one is for CUDA 12.8,"
            + " install 580.65.06 or newer",
        "70||10020|with PTX 7.0, which needs a driver for CUDA 11; this one is for CUDA 10.2,"
            + " install 450.80.02 or newer",
        "101||13000|with PTX 10.1, which needs a driver for CUDA 14; this one is for CUDA 13.0,"
            + " install a newer one",
        "|13.0|12090|with CUDA 13.0, which needs a driver for CUDA 13; this one is for CUDA 12.9,"
            + " install 580.65.06 or newer"
      })
  void aDriverOfAnOlderMajorVersionDoesNotFit(
      @Nullable Long ptx, @Nullable String toolkit, int driver, String reason) {
    assertThat(check(ptx, toolkit, driver))
        .isEqualTo(
            new Fit.DoesNotFit(
                List.of(
                    new FitReason(FitReason.Dimension.DRIVER, "compiled for cuda 75, " + reason))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "87||12040|their PTX 8.7 is newer than the driver, which is for CUDA 12.4: it runs them,"
            + " but cannot compile their PTX",
        "|12.9|12040|their CUDA 12.9 is newer than the driver, which is for CUDA 12.4: it runs"
            + " them, but cannot compile their PTX",
        "84|||whether the driver is new enough for PTX 8.4 is not known",
        "580||12080|their ptx_version 580 is no version of PTX, but that of a driver as old tools"
            + " wrote it, and was not compared"
      })
  void whatIsWorthKnowingIsANote(
      @Nullable Long ptx, @Nullable String toolkit, @Nullable Integer driver, String note) {
    assertThat(check(ptx, toolkit, driver))
        .isEqualTo(
            new Fit.Fits(
                List.of(
                    new FitReason(FitReason.Dimension.DRIVER, "compiled for cuda 75; " + note))));
  }

  @Test
  void aDriverThatIsTooOldIsANoEvenWhereTheArchitectureIsNotKnown() {
    GpuTarget target = new GpuTarget("cuda", GpuTarget.UNKNOWN, 0, null, "13.0");

    assertThat(GpuFit.check(target, gpu(12080))).isInstanceOf(Fit.DoesNotFit.class);
    assertThat(GpuFit.check(target, gpu(13000))).isInstanceOf(Fit.Unknown.class);
  }

  @Test
  void theDriverIsNotBlamedWhereTheArchitectureDoesNotFit() {
    GpuTarget target = new GpuTarget("cuda", "90", 32, 90L, null);

    assertThat(GpuFit.check(target, gpu(11080)).reasons())
        .extracting(FitReason::dimension)
        .containsExactly(FitReason.Dimension.ARCH);
  }

  private static Fit check(@Nullable Long ptx, @Nullable String toolkit, @Nullable Integer driver) {
    return GpuFit.check(new GpuTarget("cuda", "75", 32, ptx, toolkit), gpu(driver));
  }

  private static HostGpu gpu(@Nullable Integer driver) {
    return new HostGpu(0, "Tesla T4", "cuda", "75", true, 32, driver);
  }
}
