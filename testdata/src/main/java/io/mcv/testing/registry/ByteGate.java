package io.mcv.testing.registry;

import org.jspecify.annotations.Nullable;

/** Counts the bytes of one direction, of all connections together, and says where to cut one. */
final class ByteGate {
  private long passed;
  private long limit;
  private long untilCut;
  private int cutsLeft;
  private int cuts;
  private CountingProxy.Cut cut = CountingProxy.Cut.RESET;

  /**
   * Cuts a connection each time that so many bytes have passed, from now on.
   *
   * @throws IllegalArgumentException if the number of bytes is not positive
   */
  synchronized void cutAfter(long bytes, int times, CountingProxy.Cut how) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("a connection is cut after one byte or more");
    }
    limit = bytes;
    untilCut = bytes;
    cutsLeft = times;
    cut = how;
  }

  /**
   * Lets bytes pass.
   *
   * @param length how many there are
   * @return how many may pass; if that was the last before a cut, {@link Passage#cut} says how
   */
  synchronized Passage pass(int length) {
    if (cutsLeft == 0 || length < untilCut) {
      untilCut -= cutsLeft == 0 ? 0 : length;
      passed += length;
      return new Passage(length, null);
    }
    int last = (int) untilCut;
    passed += last;
    untilCut = limit;
    cutsLeft--;
    cuts++;
    return new Passage(last, cut);
  }

  synchronized long passed() {
    return passed;
  }

  synchronized int cuts() {
    return cuts;
  }

  /**
   * What may pass.
   *
   * @param bytes how many
   * @param cut how the connection is cut after them; null if it goes on
   */
  record Passage(int bytes, CountingProxy.@Nullable Cut cut) {}
}
