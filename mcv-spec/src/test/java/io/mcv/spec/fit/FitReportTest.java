package io.mcv.spec.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.GpuTarget;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FitReportTest {
  private static final GpuTarget T4 = GpuTarget.of("cuda", "75", 32);
  private static final GpuTarget MI210 = GpuTarget.of("hip", "gfx90a", 64);
  private static final HostGpu T4_GPU = new HostGpu(0, "Tesla T4", "cuda", "75", true, 32, null);
  private static final HostGpu STRANGE = HostGpu.of(1, "cuda", GpuTarget.UNKNOWN, 32);
  private static final HostGpu MI300 = new HostGpu(2, "MI300X", "hip", "gfx942", true, 64, null);

  @Test
  void oneTargetAndOneGpuThatFitAreEnoughForSome() {
    FitReport report = GpuFit.report(List.of(MI210, T4), List.of(T4_GPU, STRANGE, MI300));

    assertThat(report.some()).isEqualTo(new Fit.Fits(List.of()));
    assertThat(report.every()).isInstanceOf(Fit.DoesNotFit.class);
    assertThat(texts(report.every()))
        .containsExactly(
            "GPU 2 (MI300X): compiled for hip gfx90a or cuda 75, the GPU is hip gfx942");
    assertThat(report.matched()).containsExactly(T4_GPU);
    assertThat(report.unmatched()).containsExactly(MI300);
    assertThat(report.unknown()).containsExactly(STRANGE);
  }

  @Test
  void unknownOutweighsNoForSomeAndYesForEvery() {
    assertThat(GpuFit.report(List.of(T4), List.of(MI300, STRANGE)).some())
        .isInstanceOf(Fit.Unknown.class);
    assertThat(GpuFit.report(List.of(T4), List.of(T4_GPU, STRANGE)).every())
        .isInstanceOf(Fit.Unknown.class);
    assertThat(GpuFit.report(List.of(T4), List.of(T4_GPU)).every()).isInstanceOf(Fit.Fits.class);
  }

  @Test
  void equalGpusSayItOnce() {
    List<HostGpu> gpus =
        IntStream.of(0, 1, 2, 3, 5, 7, 8)
            .mapToObj(id -> new HostGpu(id, "NVIDIA H100", "cuda", "90", true, 32, null))
            .toList();

    assertThat(texts(GpuFit.report(List.of(T4), gpus).some()))
        .containsExactly(
            "GPUs 0-3, 5, 7-8 (NVIDIA H100): compiled for cuda 75, the GPU is cuda 90");
  }

  @Test
  void manyTargetsAreCutShort() {
    List<GpuTarget> targets =
        IntStream.range(0, 20).mapToObj(i -> GpuTarget.of("hip", "gfx11" + i, 0)).toList();

    assertThat(texts(GpuFit.report(targets.subList(0, 3), List.of(T4_GPU)).some()))
        .singleElement()
        .asString()
        .contains("compiled for hip gfx110, hip gfx111 or hip gfx112, the");
    assertThat(texts(GpuFit.report(targets, List.of(T4_GPU)).some()))
        .singleElement()
        .asString()
        .contains("hip gfx115 or 14 more, the GPU is cuda 75");
  }

  @Test
  void kernelsThatFitWithoutANoteAreBetterThanOthers() {
    GpuTarget legacy = new GpuTarget("cuda", "75", 32, 550L, null);

    assertThat(GpuFit.report(List.of(legacy, T4), List.of(T4_GPU)).some().reasons()).isEmpty();
    assertThat(GpuFit.report(List.of(legacy), List.of(T4_GPU)).some().reasons()).hasSize(1);
  }

  @Test
  void namesOfProductsArePrintable() {
    HostGpu gpu = new HostGpu(0, "evil\u001b[2J", "cuda", "90", true, 32, null);

    assertThat(texts(GpuFit.report(List.of(T4), List.of(gpu)).some()))
        .singleElement()
        .asString()
        .contains("evil\\u001b[2J");
  }

  @Test
  void aCacheThatTellsNothingIsUnknownAndAHostWithoutGpuDoesNotFit() {
    assertThat(GpuFit.report(List.of(), List.of(T4_GPU)).some()).isInstanceOf(Fit.Unknown.class);
    assertThat(GpuFit.report(List.of(), List.of(T4_GPU)).every()).isInstanceOf(Fit.Unknown.class);
    for (Fit fit :
        List.of(
            GpuFit.report(List.of(T4), List.of()).some(),
            GpuFit.report(List.of(T4), List.of()).every())) {
      assertThat(fit).isInstanceOf(Fit.DoesNotFit.class);
      assertThat(texts(fit)).containsExactly("this host has no GPU that is visible");
    }
  }

  private static List<String> texts(Fit fit) {
    return fit.reasons().stream().map(FitReason::text).toList();
  }
}
