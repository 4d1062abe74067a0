package io.mcv.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes: a bit or two, a few bytes more or less, a piece in another place. */
final class ByteMutation {
  private static final int BLOCK = 512;

  private final Random random;

  ByteMutation(Random random) {
    this.random = random;
  }

  byte[] apply(byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(3); i >= 0 && changed.length > 0; i--) {
      changed =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(changed, random.nextInt(changed.length + 1));
            case 1 -> inserted(changed);
            case 2 -> moved(changed, 1 + random.nextInt(20));
            case 3 -> moved(changed, BLOCK);
            default -> flipped(changed);
          };
    }
    return changed;
  }

  /**
   * One header block of a tar, or any other block of it, with its checksum mended half the time.
   */
  byte[] applyToTar(byte[] tar) {
    byte[] changed = tar.clone();
    int blocks = changed.length / BLOCK;
    if (blocks == 0) {
      return changed;
    }
    int start = headerAt(changed, random.nextInt(blocks));
    int field = start + random.nextInt(random.nextBoolean() ? BLOCK : 160);
    changed[field] = (byte) oddByte(changed[field]);
    if (random.nextInt(4) > 0) {
      mendChecksum(changed, start);
    }
    return changed;
  }

  private int oddByte(byte old) {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> '/';
      case 2 -> '.';
      case 3 -> "01234567xgLKS".charAt(random.nextInt(13));
      default -> old ^ 1 << random.nextInt(8);
    };
  }

  /** The nearest block before this one that looks like a header. */
  private static int headerAt(byte[] tar, int block) {
    for (int i = block; i > 0; i--) {
      if (tar[i * BLOCK + 257] == 'u' && tar[i * BLOCK + 258] == 's') {
        return i * BLOCK;
      }
    }
    return 0;
  }

  private static void mendChecksum(byte[] tar, int start) {
    Arrays.fill(tar, start + 148, start + 156, (byte) ' ');
    int sum = 0;
    for (int i = start; i < start + BLOCK; i++) {
      sum += tar[i] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, tar, start + 148, digits.length);
  }

  private byte[] flipped(byte[] bytes) {
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  private byte[] inserted(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    byte[] more = new byte[1 + random.nextInt(8)];
    random.nextBytes(more);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
    System.arraycopy(more, 0, longer, at, more.length);
    return longer;
  }

  private byte[] moved(byte[] bytes, int unit) {
    int units = bytes.length / unit + 1;
    int from = Math.min(bytes.length, random.nextInt(units) * unit);
    int to = Math.min(bytes.length, random.nextInt(units) * unit);
    int length = Math.min(unit, bytes.length - Math.max(from, to));
    System.arraycopy(bytes, from, bytes, to, length);
    return bytes;
  }
}
