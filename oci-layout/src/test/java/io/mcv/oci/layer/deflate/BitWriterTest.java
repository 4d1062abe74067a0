package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bits into bytes. */
class BitWriterTest {
  private final BitWriter out = new BitWriter();

  @Test
  void theFirstBitIsTheLowestOfTheFirstByte() {
    out.reserve(8);
    out.write(1, 1);
    out.write(0b10, 2);
    out.write(0x1ff, 9);
    out.align();
    assertThat(written()).containsExactly(-3, 0b00001111);
  }

  @Test
  void fiftySixBitsFitBehindSeven() {
    out.reserve(8);
    out.write(0x7f, 7);
    out.write(0, BitWriter.MAX_BITS);
    out.write(1, 1);
    assertThat(written()).containsExactly(0x7f, 0, 0, 0, 0, 0, 0, -0x80);
  }

  @Test
  void aligningTwiceWritesNothingMore() {
    out.reserve(8);
    out.write(1, 1);
    out.align();
    out.align();
    out.writeBytes(new byte[] {7, 8, 9}, 1, 3);
    assertThat(written()).containsExactly(1, 8, 9);
  }

  private byte[] written() {
    return Arrays.copyOf(out.bytes(), out.size());
  }
}
