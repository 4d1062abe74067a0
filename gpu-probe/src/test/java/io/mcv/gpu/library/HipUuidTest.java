package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HipUuidTest {

  @ParameterizedTest
  @CsvSource({
    "GPU-1901c1a2b3d4e5f6, GPU-1901c1a2b3d4e5f6",
    "1901c1a2b3d4e5f6, GPU-1901c1a2b3d4e5f6",
    "GPU-1901C1A2B3D4E5F6, GPU-1901c1a2b3d4e5f6"
  })
  void hasAPrefixAndLowerCase(String text, String uuid) {
    assertThat(HipUuid.parse(text)).contains(uuid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GPU-",
        "GPU-XX",
        "GPU-0000000000000000",
        "GPU-ffffffffffffffff",
        "GPU-1901c1a2b3d4e5f",
        "GPU-1901c1a2b3d4e5f60",
        "GPU-1901c1a2b3d4e5\ufffd6",
        "N/A"
      })
  void whatStandsForNoneIsNone(String text) {
    assertThat(HipUuid.parse(text)).isEmpty();
  }
}
