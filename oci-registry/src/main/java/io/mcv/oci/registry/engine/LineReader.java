package io.mcv.oci.registry.engine;

import java.io.IOException;
import java.io.InputStream;

/** One line after the other, each ended by CRLF; in all of them no more bytes than allowed. */
final class LineReader {
  private final InputStream in;
  private final EngineFaults faults;
  private int left;

  LineReader(InputStream in, int maxBytes, EngineFaults faults) {
    this.in = in;
    this.left = maxBytes;
    this.faults = faults;
  }

  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw faults.cutOff();
      }
      if (--left < 0) {
        throw faults.garbled("too long a header");
      }
      line.append((char) b);
    }
    int length = line.length();
    if (length == 0 || line.charAt(length - 1) != '\r') {
      throw faults.garbled("something that is not HTTP");
    }
    return line.substring(0, length - 1);
  }
}
