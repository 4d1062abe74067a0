package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The matches of small inputs, as {@code index of the token:length,distance}. */
class MatcherTest {

  @Test
  void aRequestThatRepeatsItselfHasFourMatches() {
    assertThat(matches(Trace.FIXED.bytes())).isEqualTo("45:15,45 50:30,49 62:7,62 68:23,107");
  }

  @Test
  void linesOfATableHaveShortAndLongMatchesInTurn() {
    assertThat(matches(Trace.DYNAMIC.bytes()))
        .isEqualTo(
            "44:7,44 46:8,44 48:34,44 50:8,44 52:34,44 54:8,44 56:34,44 58:8,44 61:34,45 63:8,45"
                + " 66:34,45 68:8,45 70:35,90 72:8,45 74:35,180 76:8,45 78:35,269 80:8,45"
                + " 82:34,358 84:9,446 87:34,448 89:10,448 91:35,92 92:9,450 95:34,183 97:9,452"
                + " 100:34,274 102:10,454 104:34,365 106:10,455 107:35,456 109:9,456 112:35,92"
                + " 113:9,457 116:35,184 117:9,458 120:35,276 121:9,459 124:34,368 126:9,460"
                + " 128:35,460 130:9,460 133:28,92");
  }

  @Test
  void aRunOfZerosIsSplitIntoTheLongestMatches() {
    assertThat(matches(new byte[1 + 2 * 258 + 259])).isEqualTo("1:258,1 2:258,1 3:255,1 4:4,1");
  }

  @Test
  void aSourceIsAtMost32767BytesAway() {
    assertThat(matches(twice(32_767))).endsWith(" 431:258,32767 432:42,32767");
    assertThat(matches(twice(32_768))).endsWith(",5");
  }

  /** Random bytes, zeros, and so far behind their beginning the random bytes again. */
  private static byte[] twice(int distance) {
    byte[] bytes = new byte[distance + 300];
    byte[] repeated = new byte[300];
    new Random(1).nextBytes(repeated);
    System.arraycopy(repeated, 0, bytes, 0, 300);
    System.arraycopy(repeated, 0, bytes, distance, 300);
    return bytes;
  }

  @Test
  void bytesThatDoNotRepeatGiveNoTokens() {
    byte[] bytes = new byte[200];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    assertThat(tokens(bytes).tokenCount()).isZero();
  }

  static TokenBuffer tokens(byte[] bytes) {
    TokenBuffer tokens = new TokenBuffer(bytes.length);
    Matcher matcher = new Matcher();
    matcher.begin(Arrays.copyOf(bytes, bytes.length + Long.BYTES));
    matcher.findMatches(0, bytes.length, tokens);
    return tokens;
  }

  private static String matches(byte[] bytes) {
    TokenBuffer tokens = tokens(bytes);
    StringBuilder matches = new StringBuilder();
    int index = 0;
    for (int i = 0; i < tokens.sequenceCount(); i++) {
      long sequence = tokens.sequence(i);
      index += TokenBuffer.literalsBefore(sequence);
      int distance =
          DistanceSymbols.firstDistance(TokenBuffer.distanceSymbol(sequence))
              + TokenBuffer.distanceExtra(sequence);
      matches.append(index++).append(':').append(TokenBuffer.length(sequence));
      matches.append(',').append(distance).append(' ');
    }
    return matches.toString().strip();
  }
}
