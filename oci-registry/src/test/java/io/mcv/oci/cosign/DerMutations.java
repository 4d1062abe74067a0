package io.mcv.oci.cosign;

import java.util.function.BiConsumer;

/**
 * Every way to flip one bit in a node of DER that holds no others: the last of its content. Octet
 * and bit strings that hold DER are opened.
 */
final class DerMutations {
  private static final int CONSTRUCTED = 0x20;
  private static final int SEQUENCE = 0x30;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;

  private final byte[] der;
  private final BiConsumer<String, byte[]> sink;

  private DerMutations(byte[] der, BiConsumer<String, byte[]> sink) {
    this.der = der;
    this.sink = sink;
  }

  /** Whether all of it is one sequence. */
  static boolean isDer(byte[] bytes) {
    return bytes.length > 1 && new DerMutations(bytes, (p, c) -> {}).isSequence(0, bytes.length);
  }

  /** Gives the path and the whole after each change. */
  static void each(String path, byte[] der, BiConsumer<String, byte[]> sink) {
    new DerMutations(der, sink).nodes(path, 0, der.length);
  }

  private void nodes(String path, int start, int end) {
    int number = 0;
    for (int at = start; at < end; number++) {
      int content = contentOf(at);
      int next = content + lengthOf(at);
      node(path + "." + number, der[at] & 0xff, content, next);
      at = next;
    }
  }

  private void node(String path, int tag, int content, int end) {
    int inner = tag == BIT_STRING ? content + 1 : content;
    if ((tag & CONSTRUCTED) != 0) {
      nodes(path, content, end);
    } else if ((tag == BIT_STRING || tag == OCTET_STRING) && isSequence(inner, end)) {
      nodes(path, inner, end);
    } else if (content < end) {
      byte[] flipped = der.clone();
      flipped[end - 1] ^= 1;
      sink.accept(path, flipped);
    }
  }

  private boolean isSequence(int start, int end) {
    return start + 1 < end
        && (der[start] & 0xff) == SEQUENCE
        && (der[start + 1] & 0xff) != 0x80
        && contentOf(start) + lengthOf(start) == end;
  }

  private int contentOf(int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first - 0x80);
  }

  private int lengthOf(int at) {
    int first = der[at + 1] & 0xff;
    int length = first < 0x80 ? first : 0;
    for (int i = at + 2; i < Math.min(contentOf(at), der.length); i++) {
      length = length << 8 | der[i] & 0xff;
    }
    return length;
  }
}
