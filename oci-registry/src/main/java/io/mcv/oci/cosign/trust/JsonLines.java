package io.mcv.oci.cosign.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells a file of JSON objects, one on each line, from one object over many lines. */
final class JsonLines {
  private JsonLines() {}

  /** The lines that are objects of their own; or the whole, unless its first line ends one. */
  static List<byte[]> split(byte[] json) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    while (start < json.length) {
      int end = start;
      while (end < json.length && json[end] != '\n') {
        end++;
      }
      int last = lastVisible(json, start, end);
      if (last >= start) {
        if (lines.isEmpty() && json[last] != '}') {
          return List.of(json);
        }
        lines.add(Arrays.copyOfRange(json, start, end));
      }
      start = end + 1;
    }
    return lines.isEmpty() ? List.of(json) : lines;
  }

  private static int lastVisible(byte[] json, int start, int end) {
    int last = end - 1;
    while (last >= start && (json[last] == ' ' || json[last] == '\t' || json[last] == '\r')) {
      last--;
    }
    return last;
  }
}
