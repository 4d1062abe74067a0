package io.mcv.testing.caches;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Endless machine code or assembly, made up and never twice the same, as fast as it is written. */
final class ArtifactContent {
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_PIECE = 64;
  private static final int INSTRUCTIONS = 1 << 10;
  private static final int REGISTERS = 1 << 7;
  private static final long OPERAND_BITS = 0x007f_ffff_03ff_3fffL;
  private static final String[] MNEMONICS = {
    "add.f32",
    "mul.f32",
    "fma.rn.f32",
    "sub.s32",
    "ld.global.f32",
    "st.global.f32",
    "shl.b32",
    "setp.lt.s32"
  };

  private final boolean code;
  private final SplittableRandom random;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private final long[] instructions;
  private final byte[][] openings = new byte[MNEMONICS.length][];
  private final byte[][] registers = new byte[REGISTERS][];

  /**
   * Content that its number determines.
   *
   * @param code machine code, 16 bytes an instruction; else lines of assembly
   */
  ArtifactContent(int number, boolean code) {
    this.code = code;
    this.random = new SplittableRandom(number);
    this.instructions = random.longs(INSTRUCTIONS).toArray();
    for (int i = 0; i < openings.length; i++) {
      openings[i] = ascii("\t" + MNEMONICS[i] + " \t");
    }
    for (int i = 0; i < registers.length; i++) {
      registers[i] = ascii("%f" + (100 + i) + ", ");
    }
  }

  void writeTo(OutputStream out, long size) throws IOException {
    for (long left = size; left > 0; left -= buffer.limit()) {
      buffer.clear();
      while (buffer.remaining() >= LONGEST_PIECE) {
        if (code) {
          putInstruction();
        } else {
          putLine();
        }
      }
      buffer.flip().limit((int) Math.min(left, buffer.limit()));
      out.write(buffer.array(), 0, buffer.limit());
    }
  }

  private void putInstruction() {
    long bits = random.nextLong();
    buffer.putLong(instructions[(int) (bits >>> 54)]).putLong(bits & OPERAND_BITS);
  }

  private void putLine() {
    int bits = random.nextInt();
    buffer
        .put(openings[bits >>> 29])
        .put(registers[bits & 127])
        .put(registers[bits >>> 7 & 127])
        .put(registers[bits >>> 14 & 127])
        .put((byte) '\n');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
