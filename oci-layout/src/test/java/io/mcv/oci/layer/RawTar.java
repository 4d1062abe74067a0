package io.mcv.oci.layer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tar made field by field, to be wrong where a test wants it. */
final class RawTar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A header block; text and numbers may be changed before it is added. */
  static final class Header {
    private final byte[] block = new byte[TarField.BLOCK_SIZE];

    Header(char typeflag, String name, long size) {
      put(TarField.NAME, name);
      put(TarField.MODE, "0000644");
      put(TarField.SIZE, String.format("%011o", size));
      put(TarField.MTIME, "00000000000");
      put(TarField.TYPEFLAG, String.valueOf(typeflag));
      put(TarField.MAGIC, "ustar");
      put(TarField.VERSION, "00");
    }

    Header put(TarField field, String latin1) {
      return put(field, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    Header put(TarField field, byte[] value) {
      Arrays.fill(block, field.offset, field.end(), (byte) 0);
      System.arraycopy(value, 0, block, field.offset, value.length);
      return this;
    }

    byte[] sealed() {
      put(TarField.CHKSUM, String.format("%06o\0 ", TarField.checksum(block)));
      return block;
    }
  }

  RawTar add(Header header) {
    bytes.writeBytes(header.sealed());
    return this;
  }

  RawTar block(byte[] block) {
    bytes.writeBytes(block);
    return this;
  }

  RawTar add(char typeflag, String name) {
    return add(new Header(typeflag, name, 0));
  }

  RawTar add(char typeflag, String name, String content) {
    return add(new Header(typeflag, name, content.length())).content(content);
  }

  RawTar content(String latin1) {
    byte[] content = latin1.getBytes(StandardCharsets.ISO_8859_1);
    bytes.writeBytes(Arrays.copyOf(content, content.length + TarField.padding(content.length)));
    return this;
  }

  /** PAX records, their lengths right. */
  RawTar records(char typeflag, String... keysAndValues) {
    StringBuilder records = new StringBuilder();
    for (String record : keysAndValues) {
      int rest = record.length() + 2;
      int length = rest + String.valueOf(rest).length();
      length = rest + String.valueOf(length).length();
      records.append(length).append(' ').append(record).append('\n');
    }
    return add(typeflag, "PaxHeaders.0/x", records.toString());
  }

  byte[] withoutTrailer() {
    return bytes.toByteArray();
  }

  byte[] end() {
    byte[] entries = bytes.toByteArray();
    return Arrays.copyOf(entries, entries.length + 2 * TarField.BLOCK_SIZE);
  }
}
