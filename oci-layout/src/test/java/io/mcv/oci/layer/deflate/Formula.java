package io.mcv.oci.layer.deflate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Inputs that a formula says. */
enum Formula {
  EMPTY {
    @Override
    byte[] bytes() {
      return new byte[0];
    }
  },
  ZEROS {
    @Override
    byte[] bytes() {
      return new byte[5_000_000];
    }
  },
  NUMBERS {
    @Override
    byte[] bytes() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; out.size() < 3 << 20; i++) {
        out.writeBytes((i + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      return Arrays.copyOf(out.toByteArray(), 3 << 20);
    }
  },
  RANDOM {
    @Override
    byte[] bytes() {
      return congruential((2 << 20) + 1);
    }
  },
  LETTERS {
    @Override
    byte[] bytes() {
      byte[] bytes = congruential(4_000_000);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ('a' + (bytes[i] & 15));
      }
      return bytes;
    }
  },
  SQUARES {
    @Override
    byte[] bytes() {
      byte[] bytes = new byte[1_500_000];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ((long) i * i / 251);
      }
      return bytes;
    }
  },
  WORDS {
    @Override
    byte[] bytes() {
      String[] words = {
        "alpha ", "beta ", "gamma ", "delta\n", "epsilon ", "zeta, ", "eta ", "theta. "
      };
      StringBuilder text = new StringBuilder();
      for (byte signed : congruential(400_000)) {
        int b = signed & 0xff;
        text.append(words[b % 8]);
        if (b >= 128) {
          text.append(b).append(' ');
        }
      }
      return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), 2_500_000);
    }
  };

  abstract byte[] bytes();

  /** Bits 16 to 23 of a linear congruential generator, which is old and poor and the same. */
  private static byte[] congruential(int size) {
    byte[] bytes = new byte[size];
    long x = 1;
    for (int i = 0; i < size; i++) {
      x = (x * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      bytes[i] = (byte) (x >> 16);
    }
    return bytes;
  }
}
