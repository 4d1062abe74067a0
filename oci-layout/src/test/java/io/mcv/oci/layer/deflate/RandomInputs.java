package io.mcv.oci.layer.deflate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Inputs of many kinds, among them those that are awkward for an encoder. */
final class RandomInputs {
  /** The sizes at which windows, units and dictionaries begin and end. */
  private static final int[] EDGES = {
    0,
    1,
    12,
    32,
    33,
    127,
    128,
    1024,
    1025,
    16_384,
    32_767,
    32_768,
    65_535,
    65_536,
    65_535 + 32,
    65_535 + 127,
    131_070,
    1 << 20,
    (1 << 20) + 32,
    (1 << 20) + 127,
    (1 << 20) + 16_384,
    2 << 20
  };

  private final Random random;

  RandomInputs(long seed) {
    random = new Random(seed);
  }

  /** Up to so many bytes, more often few than many, often near an edge. */
  int size(int max) {
    int size =
        random.nextInt(3) == 0
            ? EDGES[random.nextInt(EDGES.length)] + random.nextInt(-2, 3)
            : random.nextInt(1 + random.nextInt(1, 1 + max));
    return Math.min(max, Math.max(0, size));
  }

  byte[] next(int size) {
    return switch (random.nextInt(12)) {
      case 0 -> even(size);
      case 1 -> alphabet(size, random.nextInt(1, 64));
      case 2 -> skewed(size);
      case 3 -> words(size);
      case 4 -> numbers(size);
      case 5 -> records(size);
      case 6 -> repeated(size, random.nextInt(1, 300));
      case 7 -> repeated(size, random.nextInt(32_700, 32_800));
      case 8 -> sparse(size);
      case 9 -> Arrays.copyOf(Base64.getEncoder().encode(even(size)), size);
      case 10 -> hardForHuffman(size);
      default -> pieces(size);
    };
  }

  private byte[] even(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] alphabet(int size, int letters) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (32 + random.nextInt(letters));
    }
    return bytes;
  }

  private byte[] skewed(int size) {
    byte[] bytes = new byte[size];
    double spread = 1 + random.nextInt(60);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (random.nextGaussian() * spread);
    }
    return bytes;
  }

  private byte[] words(int size) {
    String[] words = new String[random.nextInt(2, 500)];
    Arrays.setAll(
        words,
        i -> new String(alphabet(random.nextInt(1, 12), 26), StandardCharsets.ISO_8859_1) + " ");
    return collect(size, i -> words[random.nextInt(1 + random.nextInt(words.length))]);
  }

  private byte[] numbers(int size) {
    int step = random.nextInt(1, 1000);
    return collect(size, i -> (long) i * step + "\n");
  }

  private interface Piece {
    String at(int index);
  }

  private static byte[] collect(int size, Piece piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; out.size() < size; i++) {
      out.writeBytes(piece.at(i).getBytes(StandardCharsets.ISO_8859_1));
    }
    return Arrays.copyOf(out.toByteArray(), size);
  }

  /** Like machine code and tables: fields that change seldom, little or always. */
  private byte[] records(int size) {
    byte[] bytes = new byte[size];
    byte[] record = even(random.nextInt(4, 80));
    for (int i = 0; i < size; i++) {
      int field = i % record.length;
      if (random.nextInt(1 + field) == 0) {
        record[field] += (byte) random.nextInt(4);
      }
      bytes[i] = record[field];
    }
    return bytes;
  }

  private byte[] repeated(int size, int period) {
    byte[] bytes = new byte[size];
    byte[] pattern = even(period);
    int mutations = random.nextInt(10, 100_000);
    for (int i = 0; i < size; i++) {
      if (random.nextInt(mutations) == 0) {
        pattern[i % period]++;
      }
      bytes[i] = pattern[i % period];
    }
    return bytes;
  }

  private byte[] sparse(int size) {
    byte[] bytes = new byte[size];
    int gap = random.nextInt(1, 5000);
    for (int i = 0; i < size; i += 1 + random.nextInt(gap)) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Frequencies like Fibonacci numbers, for which the codes without a limit are longest. */
  private byte[] hardForHuffman(int size) {
    byte[] bytes = new byte[size];
    int limit = random.nextInt(10, 40);
    for (int i = 0; i < size; i++) {
      int symbol = 0;
      while (symbol < limit && random.nextInt(1618) < 618) {
        symbol++;
      }
      bytes[i] = (byte) (symbol * 41);
    }
    return bytes;
  }

  /** Other kinds one after the other, so that a table that is kept fits worse and worse. */
  private byte[] pieces(int size) {
    byte[] bytes = new byte[size];
    int from = 0;
    while (from < size) {
      int count = Math.min(size - from, 1 + random.nextInt(random.nextBoolean() ? 500 : 200_000));
      System.arraycopy(next(count), 0, bytes, from, count);
      from += count;
    }
    return bytes;
  }
}
