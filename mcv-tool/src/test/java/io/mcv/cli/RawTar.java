package io.mcv.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A ustar archive that may hold what no honest tool writes. */
final class RawTar {
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A file of mode 0644. */
  RawTar file(String path, String content) {
    return entry('0', path, "", 0644, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A file with these permission bits. */
  RawTar file(String path, int mode, byte[] content) {
    return entry('0', path, "", mode, content);
  }

  RawTar folder(String path) {
    return entry('5', path, "", 0755, new byte[0]);
  }

  RawTar symbolicLink(String path, String target) {
    return entry('2', path, target, 0777, new byte[0]);
  }

  RawTar hardLink(String path, String target) {
    return entry('1', path, target, 0644, new byte[0]);
  }

  /** A PAX header for the next entry, with one record. */
  RawTar pax(String key, String value) {
    String record = " " + key + "=" + value + "\n";
    int rest = record.getBytes(StandardCharsets.UTF_8).length;
    int length = rest + String.valueOf(rest).length();
    length = rest + String.valueOf(length).length();
    byte[] payload = (length + record).getBytes(StandardCharsets.UTF_8);
    return entry('x', "PaxHeaders.0/entry", "", 0644, payload);
  }

  /** The archive, with its two zero blocks. */
  byte[] end() {
    byte[] entries = bytes.toByteArray();
    return Arrays.copyOf(entries, entries.length + 2 * BLOCK);
  }

  private RawTar entry(char type, String path, String target, int mode, byte[] content) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length > NAME_BYTES) {
      pax("path", path);
      name = Arrays.copyOf(name, NAME_BYTES);
    }
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "%07o".formatted(mode));
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(content.length));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    put(header, 156, String.valueOf(type));
    put(header, 157, target);
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    bytes.writeBytes(header);
    bytes.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
    return this;
  }

  private static void put(byte[] header, int offset, String text) {
    put(header, offset, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void put(byte[] header, int offset, byte[] value) {
    System.arraycopy(value, 0, header, offset, value.length);
  }
}
