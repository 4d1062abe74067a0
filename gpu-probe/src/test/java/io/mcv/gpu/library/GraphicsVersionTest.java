package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphicsVersionTest {

  @ParameterizedTest
  @CsvSource({
    "803, gfx803",
    "900, gfx900",
    "942, gfx942",
    "950, gfx950",
    "9000, gfx900",
    "9006, gfx906",
    "9008, gfx908",
    "9010, gfx90a",
    "9012, gfx90c",
    "1010, gfx1010",
    "1030, gfx1030",
    "1036, gfx1036",
    "1151, gfx1151",
    "1250, gfx1250",
    "11000, gfx1100",
    "11001, gfx1101",
    "11003, gfx1103",
    "12000, gfx1200",
    "12001, gfx1201"
  })
  void decimalDigitsAreOfRocm63(long version, String arch) {
    assertThat(GraphicsVersion.arch(version)).contains(arch);
  }

  @ParameterizedTest
  @CsvSource({
    "0x803, gfx803",
    "0x906, gfx906",
    "0x908, gfx908",
    "0x90a, gfx90a",
    "0x90c, gfx90c",
    "0x942, gfx942",
    "0x950, gfx950",
    "0x1010, gfx1010",
    "0x1030, gfx1030",
    "0x1100, gfx1100",
    "0x1101, gfx1101",
    "0x1151, gfx1151",
    "0x1201, gfx1201",
    "0x1250, gfx1250"
  })
  void hexDigitsAreOfRocm64AndLater(String version, String arch) {
    assertThat(GraphicsVersion.arch(Long.decode(version))).contains(arch);
  }

  @ParameterizedTest
  @CsvSource({
    "90010, gfx90a",
    "90402, gfx942",
    "100300, gfx1030",
    "110001, gfx1101",
    "120001, gfx1201"
  })
  void theKernelsNumbersAreUnderstoodToo(long version, String arch) {
    assertThat(GraphicsVersion.arch(version)).contains(arch);
  }

  @ParameterizedTest
  @CsvSource({
    "0x9000a, gfx90a",
    "0x90402, gfx942",
    "0xa0300, gfx1030",
    "0xb0001, gfx1101",
    "0xc0001, gfx1201"
  })
  void packedBytesAreOfWsl(String version, String arch) {
    assertThat(GraphicsVersion.arch(Long.decode(version))).contains(arch);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        -1, // not supported
        0,
        1,
        699,
        1000, // there is no gfx1000, nor gfx1001 and so on
        1300,
        0xa30, // majors from 10 on have two digits
        0x1a30,
        9016,
        10_000,
        12_016,
        91_601,
        200_000,
        0x91000, // a minor of 16
        33L << 16,
        1L << 32,
        Long.MAX_VALUE
      })
  void othersAreNone(long version) {
    assertThat(GraphicsVersion.arch(version)).isEmpty();
  }
}
