package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Codes from frequencies. */
class HuffmanCodeTest {

  @Test
  void ofEquallyFrequentSymbolsTheLargerHasTheShorterCode() {
    int[] frequencies = new int[257];
    frequencies['a'] = 50;
    frequencies['b'] = 50;
    frequencies[256] = 1;
    HuffmanCode code = HuffmanCode.of(frequencies, 15);

    assertThat(code.totalBits(frequencies)).isEqualTo(100 + 50 + 2);
    assertThat(HuffmanCode.length(code.entry('b'))).isEqualTo(1);
    assertThat(HuffmanCode.length(code.entry('a'))).isEqualTo(2);
    assertThat(HuffmanCode.length(code.entry(256))).isEqualTo(2);
  }

  @Test
  void oneOrTwoSymbolsHaveOneBitEach() {
    assertThat(lengths(HuffmanCode.of(new int[] {0, 7}, 15), 2)).containsExactly(0, 1);
    assertThat(lengths(HuffmanCode.of(new int[] {9, 0, 1}, 15), 3)).containsExactly(1, 0, 1);
    assertThat(lengths(HuffmanCode.of(new int[] {0}, 15), 1)).containsExactly(0);
  }

  @Test
  void codesCountUpWithinALengthAndAreWrittenFromTheTop() {
    HuffmanCode code = HuffmanCode.ofLengths(new int[] {3, 3, 3, 3, 3, 2, 4, 4});
    int[] bits = new int[8];
    Arrays.setAll(bits, symbol -> HuffmanCode.code(code.entry(symbol)));

    // RFC 1951, 3.2.2: 010 011 100 101 110 00 1110 1111, here with the first bit lowest
    assertThat(bits).containsExactly(0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111);
  }

  @Test
  void noCodeIsLongerThanTheLimit() {
    int[] fibonacci = new int[20];
    fibonacci[0] = 1;
    fibonacci[1] = 1;
    for (int i = 2; i < fibonacci.length; i++) {
      fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
    }
    assertThat(lengths(HuffmanCode.of(fibonacci, 15), 20)).doesNotContain(0, 16).contains(15, 1);
    assertThat(lengths(HuffmanCode.of(fibonacci, 7), 20)).doesNotContain(0, 8).contains(7);
  }

  @Test
  void withinTheLimitHuffmansAlgorithmIsPackageMerge() {
    Random random = new Random(3);
    int limited = 0;
    for (int round = 0; round < 20_000; round++) {
      int[] weights = new int[random.nextInt(3, 60)];
      int spread = 1 << random.nextInt(1, 12);
      Arrays.setAll(weights, i -> 1 + random.nextInt(1 + random.nextInt(spread)));
      Arrays.sort(weights);
      int limit = random.nextInt(6, 16);

      int[] counts = CodeLengths.count(weights, limit);
      assertThat(counts).isEqualTo(CodeLengths.countLimited(weights, limit));
      limited += counts[limit] > 0 ? 1 : 0;
    }
    assertThat(limited).isBetween(100, 19_900);
  }

  private static int[] lengths(HuffmanCode code, int symbols) {
    int[] lengths = new int[symbols];
    Arrays.setAll(lengths, symbol -> HuffmanCode.length(code.entry(symbol)));
    return lengths;
  }
}
