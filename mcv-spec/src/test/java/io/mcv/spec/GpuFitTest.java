package io.mcv.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuFitTest {
  private static final GpuTarget T4 = GpuTarget.of("cuda", "75", 32);
  private static final GpuTarget MI210 = GpuTarget.of("hip", "gfx90a", 64);

  @Test
  void oneMatchingPairIsEnough() {
    assertThat(GpuFit.check(List.of(MI210, T4), List.of(T4))).isInstanceOf(Fit.Fits.class);
  }

  @Test
  void prefixesFlagsAndVersionsDoNotMatter() {
    GpuTarget binary = new GpuTarget("cuda", "sm_75", 32, 80L, "12.9");
    GpuTarget flags = GpuTarget.of("hip", "gfx90a:sramecc+:xnack-", 64);

    assertThat(GpuFit.check(List.of(binary), List.of(T4))).isInstanceOf(Fit.Fits.class);
    assertThat(GpuFit.check(List.of(MI210), List.of(flags))).isInstanceOf(Fit.Fits.class);
  }

  @Test
  void otherArchitectureBackendOrWarpSizeDoesNotFit() {
    for (GpuTarget gpu :
        List.of(
            GpuTarget.of("cuda", "80", 32),
            GpuTarget.of("hip", "75", 32),
            GpuTarget.of("cuda", "75", 64))) {
      assertThat(GpuFit.check(List.of(T4), List.of(gpu)))
          .isEqualTo(
              new Fit.DoesNotFit(List.of("the cache for " + T4 + " does not run on " + gpu)));
    }
  }

  @Test
  void unknownArchitectureIsNeitherYesNorNo() {
    for (String arch : List.of("unknown", "sm_12.9", "")) {
      assertThat(GpuFit.check(List.of(GpuTarget.of("cuda", arch, 32)), List.of(T4)))
          .isInstanceOf(Fit.Unknown.class);
    }
    assertThat(GpuFit.check(List.of(), List.of(T4))).isInstanceOf(Fit.Unknown.class);
  }

  @Test
  void hostWithoutGpuDoesNotFit() {
    assertThat(GpuFit.check(List.of(T4), List.of()).reasons())
        .containsExactly("this host has no GPU that is visible");
  }
}
