package io.mcv.oci.layer.deflate;

/**
 * A guess at the size of a window's tokens if they had codes of their own: the entropy of the
 * symbols, by a logarithm that is nearly one.
 *
 * <p>The guess decides between blocks, so it must be the same everywhere: {@code float} arithmetic,
 * each operation rounded for itself, in the order in which it stands here.
 */
final class FreshTableEstimate {
  private static final float MIN_BITS = 1;
  private static final float MAX_BITS = 15;
  private static final float END_OF_BLOCK_BITS = 15;

  private FreshTableEstimate() {}

  /**
   * @param tokenCount with the end of block, if it is one of the tokens
   * @return the codes and extra bits of all tokens, in bits, without a header
   */
  static int bits(int[] literalFrequencies, int[] distanceFrequencies, int tokenCount) {
    float share = 1 / (float) tokenCount;
    float bits = 0;
    for (int literal = 0; literal < LengthSymbols.END_OF_BLOCK; literal++) {
      bits += codeBits(literalFrequencies[literal], share);
    }
    bits += END_OF_BLOCK_BITS;
    int extraBits = 0;
    int matches = 0;
    for (int symbol = LengthSymbols.FIRST; symbol <= LengthSymbols.LAST; symbol++) {
      int frequency = literalFrequencies[symbol];
      bits += codeBits(frequency, share);
      extraBits += frequency * LengthSymbols.extraBits(symbol);
      matches += frequency;
    }
    share = 1 / (float) matches;
    for (int symbol = 0; symbol < DistanceSymbols.ALPHABET_SIZE; symbol++) {
      int frequency = distanceFrequencies[symbol];
      bits += codeBits(frequency, share);
      extraBits += frequency * DistanceSymbols.extraBits(symbol);
    }
    return (int) bits + extraBits;
  }

  private static float codeBits(int frequency, float share) {
    if (frequency == 0) {
      return 0;
    }
    float bits = -log2(frequency * share);
    return Math.min(MAX_BITS, Math.max(MIN_BITS, bits)) * frequency;
  }

  /** The exponent plus a parabola through the mantissa. */
  static float log2(float value) {
    int bits = Float.floatToRawIntBits(value);
    float exponent = (bits >>> 23 & 0xff) - 128;
    float mantissa = Float.intBitsToFloat((bits & 0x807f_ffff) + 0x3f80_0000);
    return exponent + ((-0.34484843f * mantissa + 2.02466578f) * mantissa - 0.67487759f);
  }
}
