package io.mcv.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.DummyKey.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DummyKeyTest {
  private static final KernelEntry CUDA = kernel(GpuTarget.of("cuda", "75", 32), 3, null);

  @ParameterizedTest
  @CsvSource({
    "NULL_PTX, f057a3304cf191347dfefc46ce6def3d0120a5abeb7373154bb72a8256c80413",
    "NO_PTX, 7f833465ae6afac4f0d4a14a59f10f2f8131777269abb3d998287c2057771810",
    "ZERO_PTX, 41d97af6107f273848e35f07847c6879b2bb64795e2a30e076c88d7dd6d09da4"
  })
  void everyDialectGivesTheKeyThatItsToolsGave(Dialect dialect, String expected) {
    assertThat(key(dialect, CUDA)).isEqualTo(expected);
  }

  @Test
  void hipKernelHasTheKeyOfTheRealImage() {
    KernelEntry hip = kernel(GpuTarget.of("hip", "gfx90a", 64), 2, null);

    assertThat(key(Dialect.ZERO_PTX, hip))
        .isEqualTo("049765a0815d7c5d44f663709bb813c4db6350c0eca7b79e9372d513daa57c58");
  }

  @Test
  void dialectsAgreeWherePtxVersionIsTold() {
    KernelEntry ptx = kernel(GpuTarget.of("cuda", "75", 32), 3, 80L);

    assertThat(key(Dialect.NULL_PTX, ptx))
        .isEqualTo(key(Dialect.NO_PTX, ptx))
        .isEqualTo(key(Dialect.ZERO_PTX, ptx))
        .isNotEqualTo(key(Dialect.ZERO_PTX, CUDA));
  }

  @Test
  void tritonKeyAndEnvironmentArePartOfIt() {
    String plain = new DummyKey(Dialect.ZERO_PTX, "t", Map.of()).of(CUDA);

    assertThat(new DummyKey(Dialect.ZERO_PTX, "u", Map.of()).of(CUDA)).isNotEqualTo(plain);
    assertThat(new DummyKey(Dialect.ZERO_PTX, "t", Map.of("A", "1")).of(CUDA)).isNotEqualTo(plain);
  }

  private static String key(Dialect dialect, KernelEntry kernel) {
    return new DummyKey(dialect, DummyKey.UNKNOWN_TRITON_KEY, Map.of()).of(kernel);
  }

  private static KernelEntry kernel(GpuTarget target, long stages, @Nullable Long ptx) {
    return new KernelEntry("h", target, ptx, stages, 4, false, null, null, null);
  }
}
