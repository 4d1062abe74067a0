package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of RFC 1951, 3.2.5. */
class SymbolsTest {

  @ParameterizedTest
  @CsvSource({
    "3,257,0",
    "10,264,0",
    "11,265,1",
    "12,265,1",
    "13,266,1",
    "18,268,1",
    "19,269,2",
    "34,272,2",
    "35,273,3",
    "66,276,3",
    "67,277,4",
    "130,280,4",
    "131,281,5",
    "227,284,5",
    "257,284,5",
    "258,285,0"
  })
  void aLengthHasASymbol(int length, int symbol, int extraBits) {
    assertThat(LengthSymbols.of(length)).isEqualTo(symbol);
    assertThat(LengthSymbols.extraBits(symbol)).isEqualTo(extraBits);
  }

  @ParameterizedTest
  @CsvSource({
    "1,0,0",
    "4,3,0",
    "5,4,1",
    "6,4,1",
    "7,5,1",
    "9,6,2",
    "12,6,2",
    "13,7,2",
    "17,8,3",
    "25,9,3",
    "193,15,6",
    "257,16,7",
    "24576,28,13",
    "24577,29,13",
    "32767,29,13"
  })
  void aDistanceHasASymbol(int distance, int symbol, int extraBits) {
    assertThat(DistanceSymbols.of(distance)).isEqualTo(symbol);
    assertThat(DistanceSymbols.extraBits(symbol)).isEqualTo(extraBits);
  }

  @Test
  void theExtraBitsReachEveryLengthAndDistance() {
    for (int length = 3; length <= LengthSymbols.MAX_LENGTH; length++) {
      int symbol = LengthSymbols.of(length);
      assertThat(length - LengthSymbols.firstLength(symbol))
          .isBetween(0, (1 << LengthSymbols.extraBits(symbol)) - 1);
    }
    for (int distance = 1; distance <= DistanceSymbols.MAX_DISTANCE; distance++) {
      int symbol = DistanceSymbols.of(distance);
      assertThat(distance - DistanceSymbols.firstDistance(symbol))
          .isBetween(0, (1 << DistanceSymbols.extraBits(symbol)) - 1);
    }
  }
}
