package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The guess at what a fresh table would bring. */
class FreshTableEstimateTest {

  @Test
  void theLogarithmIsNearlyOne() {
    for (float value = 1 / 65536f; value <= 1; value *= 1.01f) {
      assertThat((double) FreshTableEstimate.log2(value))
          .isCloseTo(Math.log(value) / Math.log(2), within(0.02));
    }
  }

  @Test
  void aCodeIsGuessedToHaveBetweenOneAndFifteenBits() {
    int[] literals = new int[LengthSymbols.ALPHABET_SIZE];
    int[] distances = new int[DistanceSymbols.ALPHABET_SIZE];
    literals['a'] = 60_000; // less than a bit
    literals['b'] = 1; // more than 15
    literals[LengthSymbols.of(11)] = 10; // 12.6 bits and one extra bit
    distances[29] = 10; // the only distance: one bit and 13 extra bits
    int endOfBlock = 15;

    assertThat(FreshTableEstimate.bits(literals, distances, 60_011))
        .isCloseTo(60_000 + 15 + endOfBlock + 125 + 10 + 10 + 130, within(2));
  }
}
