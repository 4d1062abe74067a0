package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The size of headers, and the bits of one. */
class BlockHeaderTest {

  @Test
  void twoLettersTakeAHeaderOf103Bits() {
    int[] frequencies = new int[257];
    frequencies['a'] = 50;
    frequencies['b'] = 50;
    frequencies[256] = 1;
    HuffmanCode literals = HuffmanCode.of(frequencies, HuffmanCode.MAX_LENGTH);
    HuffmanCode distances = HuffmanCode.ofLengths(new int[] {1});
    BlockHeader header = new BlockHeader(literals, 257, distances, 1);

    assertThat(header.bits()).isEqualTo(103);
    BitWriter out = new BitWriter();
    out.reserve(100);
    header.write(out);
    assertThat(out.size()).isEqualTo(103 / 8);
    // BFINAL 0, BTYPE 2, HLIT 0, HDIST 0, HCLEN 14, and 0 for code length symbol 16
    assertThat(LittleEndian.getInt(out.bytes(), 0) & 0xfffff).isEqualTo(4 | 14 << 13);
  }

  @Test
  void aRequestTakesAHeaderOf315Bits() {
    assertThat(headerOf(Trace.FIXED, 272, 14).bits()).isEqualTo(315);
  }

  @Test
  void aTableTakesAHeaderOf299Bits() {
    assertThat(headerOf(Trace.DYNAMIC, 274, 18).bits()).isEqualTo(299);
  }

  private static BlockHeader headerOf(Trace trace, int literalCodes, int distanceCodes) {
    TokenBuffer tokens = MatcherTest.tokens(trace.bytes());
    tokens.countSymbols();
    tokens.literalFrequencies()[LengthSymbols.END_OF_BLOCK] = 1;
    return new BlockHeader(
        HuffmanCode.of(tokens.literalFrequencies(), HuffmanCode.MAX_LENGTH),
        literalCodes,
        HuffmanCode.of(tokens.distanceFrequencies(), HuffmanCode.MAX_LENGTH),
        distanceCodes);
  }
}
