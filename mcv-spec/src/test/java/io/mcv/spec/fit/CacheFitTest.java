package io.mcv.spec.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.DummyKey;
import io.mcv.spec.DummyKey.Dialect;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CacheFitTest {
  private static final GpuTarget T4 = GpuTarget.of("cuda", "75", 32);
  private static final GpuTarget A100 = GpuTarget.of("cuda", "80", 32);
  private static final HostGpu T4_GPU = HostGpu.of(0, "cuda", "75", 32);
  private static final HostGpu MI300_GPU = HostGpu.of(1, "hip", "gfx942", 64);

  @Test
  void theEntriesThatFitSomeGpuMatch() {
    CacheFit fit =
        CacheFit.of(
            List.of(kernel("a", A100, null), kernel("b", T4, null)),
            List.of(),
            List.of(MI300_GPU, T4_GPU),
            null);

    assertThat(fit.entries()).extracting(EntryFit::hash).containsExactly("a", "b");
    assertThat(fit.matching()).extracting(EntryFit::hash).containsExactly("b");
    assertThat(fit.matching().get(0).report().matched()).containsExactly(T4_GPU);
    assertThat(fit.report().some()).isInstanceOf(Fit.Fits.class);
    assertThat(fit.report().every().reasons())
        .extracting(FitReason::text)
        .containsExactly(
            "GPU 1 (hip gfx942): compiled for cuda 80 or cuda 75, the GPU is hip gfx942");
  }

  @Test
  void entriesOfTheSameNeedsShareTheirReport() {
    CacheFit fit =
        CacheFit.of(
            List.of(kernel("a", T4, null), kernel("b", A100, null), kernel("c", T4, null)),
            List.of(),
            List.of(T4_GPU),
            null);

    assertThat(fit.entries().get(2).report()).isSameAs(fit.entries().get(0).report());
    assertThat(fit.entries().get(1).report()).isNotEqualTo(fit.entries().get(0).report());
  }

  @Test
  void aCacheWithoutEntriesIsUnknown() {
    assertThat(CacheFit.of(List.of(), List.of(), List.of(T4_GPU), null).report().some())
        .isInstanceOf(Fit.Unknown.class);
  }

  @Test
  void aHashFolderFitsIfOneOfItsKernelsDoes() {
    VllmEntry entry =
        new VllmEntry(
            "v",
            VllmEntry.TRITON,
            List.of(kernel("a", A100, null), kernel("b", T4, null)),
            List.of(),
            List.of(),
            Set.of());

    assertThat(EntryFit.of(entry, List.of(T4_GPU), null).matches()).isTrue();
    assertThat(EntryFit.of(entry, List.of(MI300_GPU), null).matches()).isFalse();
  }

  @Test
  void theTextOfTheFilesCountsBeforeTheDeviceOfTheFactors() {
    VllmEntry device = binary("cuda", "12.9");

    assertThat(verdict(device.withTargets(Set.of(T4)), T4_GPU)).isEqualTo("fits");
    assertThat(verdict(device.withTargets(Set.of(A100)), T4_GPU)).isEqualTo("does not fit");
    assertThat(verdict(device, T4_GPU)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "cuda, 12.9, unknown, does not fit",
    "cuda, 13.0, does not fit, does not fit", // the driver is too old
    "rocm, 12.9, does not fit, unknown",
    "xpu, , does not fit, does not fit",
    "'', , unknown, unknown"
  })
  void aDeviceAloneTellsAClearNoAndNoMore(
      String device, @Nullable String toolkit, String onT4, String onMi300) {
    HostGpu t4 = new HostGpu(0, "Tesla T4", "cuda", "75", true, 32, 12080);

    assertThat(verdict(binary(device, toolkit), t4)).isEqualTo(onT4);
    assertThat(verdict(binary(device, toolkit), MI300_GPU)).isEqualTo(onMi300);
  }

  @Test
  void aModelAheadOfTimeThatTellsNothingIsUnknown() {
    VllmEntry model =
        new VllmEntry(
            "v",
            VllmEntry.AOT_COMPILE,
            List.of(),
            List.of(),
            List.of(new VllmEntry.Model("rank_0_0", "model", 1)),
            Set.of());

    assertThat(verdict(model, T4_GPU)).isEqualTo("unknown");
  }

  @Test
  void anEntryThatTellsNothingLeavesTheWholeOpen() {
    CacheFit fit =
        CacheFit.of(
            List.of(kernel("a", A100, null)), List.of(binary("", null)), List.of(T4_GPU), null);

    assertThat(fit.matching()).isEmpty();
    assertThat(fit.report().some()).isInstanceOf(Fit.Unknown.class);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aDummyKeyOfTheHostsTritonFitsInEveryDialect(Dialect dialect) {
    KernelEntry kernel = kernel("h", T4, null);
    KernelEntry keyed = kernel("h", T4, new DummyKey(dialect, "triton", Map.of()).of(kernel));

    for (KernelEntry read : List.of(keyed, keyed.withPtxVersion(84L))) {
      assertThat(verdict(read, KeyCheck.of("triton"))).isEqualTo("fits");
      assertThat(verdict(read, KeyCheck.of("another"))).isEqualTo("does not fit");
      assertThat(verdict(read, new KeyCheck("triton", Map.of("TRITON_X", "1"))))
          .isEqualTo("does not fit");
      assertThat(verdict(read, null)).isEqualTo("fits");
    }
  }

  @Test
  void aKernelWithoutDummyKeyIsUnknownOnlyWhereKeysAreCompared() {
    KernelEntry kernel = kernel("h", T4, null);

    assertThat(verdict(kernel, KeyCheck.of("triton"))).isEqualTo("unknown");
    assertThat(verdict(kernel, null)).isEqualTo("fits");
  }

  private static String verdict(KernelEntry kernel, @Nullable KeyCheck key) {
    return EntryFit.of(kernel, List.of(T4_GPU), key).report().some().verdict();
  }

  private static String verdict(VllmEntry entry, HostGpu gpu) {
    return EntryFit.of(entry, List.of(gpu), null).report().some().verdict();
  }

  private static VllmEntry binary(String device, @Nullable String toolkit) {
    Map<String, Object> env =
        toolkit == null ? Map.of() : Map.of("VLLM_MAIN_CUDA_VERSION", toolkit);
    return new VllmEntry(
        "v",
        VllmEntry.BINARY,
        List.of(),
        List.of(
            new VllmEntry.Artifacts(
                "rank_0_0", "backbone", List.of("a"), "", "", "", "binary", device, env)),
        List.of(),
        Set.of());
  }

  private static KernelEntry kernel(String hash, GpuTarget target, @Nullable String dummyKey) {
    return new KernelEntry(hash, target, null, 3, 4, false, dummyKey, null, null);
  }
}
