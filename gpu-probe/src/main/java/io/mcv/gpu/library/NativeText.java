package io.mcv.gpu.library;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.mcv.gpu.model.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts that libraries write: read no further than their buffer, and made one printable line.
 * Whatever is malformed or not printable becomes U+FFFD.
 */
final class NativeText {
  private static final int MAX_BYTES = 256;

  private NativeText() {}

  /** The text at the start of a buffer. */
  static String of(Memory buffer) {
    return at(buffer, 0, MAX_BYTES);
  }

  /**
   * The text in a field of a structure, up to its first NUL.
   *
   * @param offset where the field begins, in bytes
   * @param maxBytes how long the field is; no more than {@value #MAX_BYTES} bytes are read
   */
  static String at(Memory buffer, long offset, int maxBytes) {
    long end = Math.min(offset + Math.min(maxBytes, MAX_BYTES), buffer.size());
    byte[] bytes = buffer.getByteArray(offset, Math.toIntExact(end - offset));
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return printable(Arrays.copyOf(bytes, length));
  }

  /** A text in the library's own memory; how far that reaches is not known, only the NUL is. */
  static String behind(Pointer text) {
    byte[] bytes = new byte[MAX_BYTES];
    for (int i = 0; i < MAX_BYTES; i++) {
      bytes[i] = text.getByte(i);
      if (bytes[i] == 0) {
        return printable(Arrays.copyOf(bytes, i));
      }
    }
    return printable(bytes);
  }

  private static String printable(byte[] utf8) {
    return OneLine.of(new String(utf8, StandardCharsets.UTF_8));
  }
}
