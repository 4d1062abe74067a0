package io.mcv.oci.layer.deflate;

import java.util.Arrays;

/**
 * Finds the matches of one unit, window by window.
 *
 * <p>Two hash tables know earlier positions: the short one the latest position for 4 bytes, the
 * long one the two latest for 7 bytes. They live as long as the unit, but not every position is
 * entered, and in which order is part of what makes the bytes reproducible.
 *
 * <p>A search has an <em>anchor</em>, the first byte that no token covers, and goes from
 * <em>probe</em> to probe, by ever longer steps the longer it finds nothing. A match is a source, a
 * start and a length: the bytes from start on equal those from source on. The first found is taken
 * in this order, candidates being no further away than 32,767:
 *
 * <ol>
 *   <li>the latest in the long table, or the one before it where that is longer;
 *   <li>the one before the latest in the long table;
 *   <li>the one in the short table, unless the long table knows a longer match for the next probe.
 * </ol>
 *
 * Then it is tried whether the position known for the byte behind the match leads to a longer one
 * ({@link #improveAtEnd}), and whether the bytes before it are equal too ({@link #extendBack}).
 */
final class Matcher {
  /** Probes stay this far from the end of a window. */
  private static final int MARGIN = 11;

  private static final int TABLE_BITS = 15;
  private static final int NEAR = DistanceSymbols.MAX_DISTANCE + 1;

  /** In place of a position: far from all, and not so far that a difference overflows. */
  private static final int NONE = -1 << 30;

  private static final long NO_PAIR = pair(NONE, NONE);

  /** Matches from this length on count as equally long when candidates are compared. */
  private static final int LONG_ENOUGH = LengthSymbols.MAX_LENGTH;

  /** Matches from this length on are not improved. */
  private static final int GOOD_LENGTH = 30;

  private static final int IMPROVE_SKIP = 2;

  private byte[] bytes = {};

  /** The latest position for 4 bytes. */
  private final int[] shortTable = new int[1 << TABLE_BITS];

  /** The two latest positions for 7 bytes, the latest in the low half. */
  private final long[] longTable = new long[1 << TABLE_BITS];

  private int source;
  private int start;
  private int length;

  /** The probe that would have come after the one that found the match. */
  private int next;

  /**
   * Begins a unit: forgets all positions.
   *
   * @param bytes what positions are in; 8 bytes behind the last window's end must be there
   */
  void begin(byte[] bytes) {
    this.bytes = bytes;
    Arrays.fill(shortTable, NONE);
    Arrays.fill(longTable, NO_PAIR);
  }

  /**
   * Turns the window {@code [from, to)} into tokens. If it has no match there are none.
   *
   * @param tokens is cleared, and then gets the tokens
   */
  void findMatches(int from, int to, TokenBuffer tokens) {
    tokens.clear();
    int limit = to - MARGIN;
    int anchor = from;
    int probe = from;
    while (probe < limit && search(anchor, probe, limit, to)) {
      improveAtEnd(limit, to);
      extendBack(anchor);
      tokens.add(bytes, anchor, start, length, start - source);
      anchor = start + length;
      probe = Math.max(anchor, next + 1);
      if (probe < limit) {
        enterBehind(probe);
      }
    }
    if (anchor > from) {
      tokens.addLiterals(bytes, anchor, to);
    }
  }

  /** Probes until a match is found, or until the limit. */
  private boolean search(int anchor, int from, int limit, int to) {
    byte[] bytes = this.bytes;
    int[] shortTable = this.shortTable;
    long[] longTable = this.longTable;
    int probe = from;
    while (true) {
      int next = probe + 1 + (probe - anchor >> 6);
      if (next > limit) {
        return false;
      }
      long eight = LittleEndian.getLong(bytes, probe);
      int shortHash = shortHash(eight);
      int longHash = longHash(eight);
      int candidate = shortTable[shortHash];
      long pair = longTable[longHash];
      shortTable[shortHash] = probe;
      longTable[longHash] = pair(pair, probe);

      int latest = latest(pair);
      if (probe - latest < NEAR) {
        int previous = previous(pair);
        if (LittleEndian.getInt(bytes, latest) == (int) eight) {
          this.next = next;
          chooseLong(latest, previous, probe, to);
          enter(next);
          return true;
        }
        if (agrees(previous, probe)) {
          this.next = next;
          choose(previous, probe, matchLength(previous, probe, to));
          enter(next);
          return true;
        }
      }
      if (probe - candidate < NEAR && LittleEndian.getInt(bytes, candidate) == (int) eight) {
        this.next = next;
        chooseShort(candidate, probe, to);
        enter(next);
        return true;
      }
      probe = next;
    }
  }

  private void chooseLong(int latest, int previous, int probe, int to) {
    choose(latest, probe, matchLength(latest, probe, to));
    if (agrees(previous, probe)) {
      chooseIfLonger(previous, probe, to);
    }
  }

  private void chooseShort(int candidate, int probe, int to) {
    choose(candidate, probe, matchLength(candidate, probe, to));
    long pair = longTable[longHash(LittleEndian.getLong(bytes, next))];
    int latest = latest(pair);
    if (next - latest < NEAR && !(agrees(latest, next) && chooseIfLonger(latest, next, to))) {
      int previous = previous(pair);
      if (agrees(previous, next)) {
        chooseIfLonger(previous, next, to);
      }
    }
  }

  private void choose(int source, int start, int length) {
    this.source = source;
    this.start = start;
    this.length = length;
  }

  private boolean chooseIfLonger(int source, int start, int to) {
    if (length < LONG_ENOUGH) {
      int other = matchLength(source, start, to);
      if (other > length) {
        choose(source, start, other);
        return true;
      }
    }
    return false;
  }

  /** Whether a candidate is near enough and its first 4 bytes are equal. */
  private boolean agrees(int candidate, int probe) {
    return probe - candidate < NEAR
        && LittleEndian.getInt(bytes, candidate) == LittleEndian.getInt(bytes, probe);
  }

  /**
   * How many bytes are equal from both positions on, up to the end of the window. The first 8 are
   * inside it: starts keep the margin.
   */
  private int matchLength(int source, int start, int to) {
    long difference = LittleEndian.getLong(bytes, source) ^ LittleEndian.getLong(bytes, start);
    return difference == 0
        ? longMatchLength(source, start, to)
        : Long.numberOfTrailingZeros(difference) >>> 3;
  }

  private int longMatchLength(int source, int start, int to) {
    byte[] bytes = this.bytes;
    int max = to - start;
    for (int equal = Long.BYTES; equal < max; equal += Long.BYTES) {
      long difference =
          LittleEndian.getLong(bytes, source + equal) ^ LittleEndian.getLong(bytes, start + equal);
      if (difference != 0) {
        return Math.min(max, equal + (Long.numberOfTrailingZeros(difference) >>> 3));
      }
    }
    return max;
  }

  /**
   * Looks up the byte behind the match, and lines the position known for it up with the match. The
   * first two bytes are left out; {@link #extendBack} wins them back where they are equal.
   */
  private void improveAtEnd(int limit, int to) {
    int end = start + length;
    if (length >= GOOD_LENGTH || end >= limit) {
      return;
    }
    int known = latest(longTable[longHash(LittleEndian.getLong(bytes, end))]);
    int otherSource = known - length + IMPROVE_SKIP;
    int otherStart = start + IMPROVE_SKIP;
    int distance = otherStart - otherSource;
    if (otherSource < 0 || distance < 1 || distance >= NEAR) {
      return;
    }
    // A longer one has the byte before the match's end and three behind it.
    if (LittleEndian.getInt(bytes, known - 1) == LittleEndian.getInt(bytes, end - 1)) {
      chooseIfLonger(otherSource, otherStart, to);
    }
  }

  private void extendBack(int anchor) {
    int extended = 0;
    int max = Math.min(source, start - anchor);
    while (extended < max && bytes[source - extended - 1] == bytes[start - extended - 1]) {
      extended++;
    }
    choose(source - extended, start - extended, length + extended);
  }

  /** Enters positions before the one where the search goes on, as many as the match is long. */
  private void enterBehind(int probe) {
    int[] shortTable = this.shortTable;
    long[] longTable = this.longTable;
    int first = probe - length + 1;
    long eight = LittleEndian.getLong(bytes, first);
    shortTable[shortHash(eight)] = first;
    shortTable[shortHash(eight >>> 16)] = first + 2;
    int slot = longHash(eight);
    longTable[slot] = pair(longTable[slot], first);
    slot = longHash(eight >>> 8);
    longTable[slot] = pair(longTable[slot], first + 1);
    for (int i = first + 4; i < probe - 1; i += 3) {
      eight = LittleEndian.getLong(bytes, i);
      slot = longHash(eight);
      longTable[slot] = pair(longTable[slot], i);
      shortTable[shortHash(eight >>> 8)] = i + 1;
    }
    enter(probe - 1);
  }

  private void enter(int position) {
    long eight = LittleEndian.getLong(bytes, position);
    shortTable[shortHash(eight)] = position;
    int slot = longHash(eight);
    longTable[slot] = pair(longTable[slot], position);
  }

  /** A slot of the short table, from the lowest 4 of 8 bytes. */
  private static int shortHash(long eight) {
    return (int) eight * 0x9E3779B1 >>> Integer.SIZE - TABLE_BITS;
  }

  /** A slot of the long table, from the lowest 7 of 8 bytes. */
  private static int longHash(long eight) {
    return (int) ((eight << 8) * 58_295_818_150_454_627L >>> Long.SIZE - TABLE_BITS);
  }

  /** What becomes of a pair, or of its low half, when a position is entered. */
  private static long pair(long pair, int position) {
    return pair << 32 | position & 0xffff_ffffL;
  }

  private static int latest(long pair) {
    return (int) pair;
  }

  private static int previous(long pair) {
    return (int) (pair >> 32);
  }
}
