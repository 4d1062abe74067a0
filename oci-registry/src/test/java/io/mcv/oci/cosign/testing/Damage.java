package io.mcv.oci.cosign.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Damages documents as no writer would, the same way for the same seed. */
public final class Damage {
  private static final String[] PIECES = {
    "null",
    "{}",
    "[]",
    "-1",
    "1e999999999",
    "9".repeat(40),
    "\"\"",
    "\\u0000",
    "\\ud800",
    ",\"critical\":{}",
    ",\"mediaType\":\"\"",
    "[".repeat(300),
    "{\"a\":".repeat(300),
    "\"" + "A".repeat(5000) + "\"",
    "=",
    "-_",
    "-----BEGIN CERTIFICATE-----",
    "-----END CERTIFICATE-----",
  };

  private final Random random;

  /** The same damages for the same seed. */
  public Damage(long seed) {
    this.random = new Random(seed);
  }

  /** The document after one to three changes. */
  public byte[] of(byte[] document) {
    byte[] damaged = document;
    for (int i = random.nextInt(3); i >= 0; i--) {
      damaged =
          switch (random.nextInt(6)) {
            case 0 -> flipped(damaged);
            case 1 -> replaced(damaged, at(damaged), damaged.length, new byte[0]);
            case 2 -> withPiece(damaged, 0);
            case 3 -> withPiece(damaged, 1 + random.nextInt(20));
            case 4 -> replaced(damaged, at(damaged), at(damaged), new byte[0]);
            default -> withCopy(damaged);
          };
    }
    return damaged;
  }

  private int at(byte[] document) {
    return random.nextInt(document.length + 1);
  }

  private byte[] flipped(byte[] document) {
    byte[] flipped = document.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] withPiece(byte[] document, int instead) {
    int from = at(document);
    byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
    return replaced(document, from, from + instead, piece);
  }

  /** A piece of it once more, somewhere else. */
  private byte[] withCopy(byte[] document) {
    int from = at(document);
    int length = random.nextInt(Math.min(200, document.length - from) + 1);
    byte[] piece = new byte[length];
    System.arraycopy(document, from, piece, 0, length);
    int to = at(document);
    return replaced(document, to, to, piece);
  }

  private static byte[] replaced(byte[] document, int from, int to, byte[] by) {
    int end = Math.max(from, Math.min(to, document.length));
    ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + by.length);
    out.write(document, 0, from);
    out.writeBytes(by);
    out.write(document, end, document.length - end);
    return out.toByteArray();
  }
}
