package io.mcv.gpu.names;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the files with lists of products: those of systems have 1 to 2 MB. */
final class ListFile {
  private static final int MAX_BYTES = 16 * 1024 * 1024;
  private static final int MAX_NAME = 128;

  private ListFile() {}

  /**
   * The text of the first of these files that can be read, as it is or with {@code .gz} after its
   * name; empty if there is none. Longer files are cut.
   */
  static String first(List<Path> files) {
    for (Path file : files) {
      String text = text(file, file.toString().endsWith(".gz"));
      if (text.isEmpty()) {
        text = text(Path.of(file + ".gz"), true);
      }
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** A name as a list has it; control characters become question marks. */
  static String name(String text) {
    StringBuilder name = new StringBuilder(text.strip());
    name.setLength(Math.min(name.length(), MAX_NAME));
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        name.setCharAt(i, '?');
      }
    }
    return name.toString();
  }

  private static String text(Path file, boolean compressed) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = compressed ? new GZIPInputStream(raw) : raw) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
