package io.mcv.spec.image;

import io.mcv.spec.CacheFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The least of a tar writer: USTAR as Go's archive/tar writes it, for short names. */
final class UstarFixture {
  private static final int BLOCK = 512;

  private UstarFixture() {}

  static byte[] tar(List<CacheFile> files, boolean directorySlash) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (CacheFile file : files) {
      boolean folder = file instanceof CacheFile.Folder;
      byte[] content = content(file);
      String name = file.path() + (folder && directorySlash ? "/" : "");
      out.writeBytes(header(name, file, content.length, folder ? '5' : '0'));
      out.writeBytes(content);
      out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  static byte[] content(CacheFile file) throws IOException {
    if (file instanceof CacheFile.Generated generated) {
      return generated.content();
    }
    if (file instanceof CacheFile.Regular regular) {
      try (InputStream in = regular.open()) {
        return in.readAllBytes();
      }
    }
    return new byte[0];
  }

  private static byte[] header(String name, CacheFile file, int size, char type) {
    byte[] header = new byte[BLOCK];
    int split = name.getBytes(StandardCharsets.UTF_8).length <= 100 ? 0 : split(name);
    put(header, 0, name.substring(split == 0 ? 0 : split + 1));
    put(header, 345, name.substring(0, split));
    put(header, 100, String.format("%07o\0", file.mode()));
    put(header, 108, "0000000\0" + "0000000\0");
    put(header, 124, String.format("%011o\0%011o\0", size, file.modified()));
    put(header, 148, "        " + type);
    put(header, 257, "ustar\0" + "00");
    put(header, 329, "0000000\0" + "0000000\0");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    return header;
  }

  private static int split(String name) {
    int end = name.endsWith("/") ? name.length() - 2 : name.length() - 1;
    return name.lastIndexOf('/', Math.min(end, 155));
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
