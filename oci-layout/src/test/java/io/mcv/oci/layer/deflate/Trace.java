package io.mcv.oci.layer.deflate;

import java.nio.charset.StandardCharsets;

/** Small inputs for each kind of block, whose way through the encoder is known step by step. */
enum Trace {
  STORED("abc".repeat(12) + " hello hello hello world, the quick brown fox jumps over the laz"),
  LITERALS("ab".repeat(50)),
  FIXED(
      """
      GET /index.html HTTP/1.1
      Host: example.org
      GET /index.html?x=1 HTTP/1.1
      Host: example.org
      Accept: */*
      GET /other.html HTTP/1.1
      Host: e
      """
          .replace("\n", "\r\n")),
  DYNAMIC(lines());

  private final String text;

  Trace(String text) {
    this.text = text;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String lines() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 22; i++) {
      lines.append(i < 10 ? "line 00" : "line 0").append(i).append(": value=").append(i * i);
      lines.append("; the quick brown fox; end\n");
    }
    return lines.toString();
  }
}
