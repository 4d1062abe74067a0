package io.mcv.oci.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRoundTripTest {
  private static final int TREES = 1000;

  @ParameterizedTest
  @ValueSource(longs = {1, 42})
  void readsBackWhatItWrites(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < TREES; i++) {
      Object tree = tree(random, 5);

      assertThat(Json.parse(GoJson.compact(tree))).isEqualTo(tree);
      assertThat(Json.parse(GoJson.compactWithoutHtmlEscapes(tree))).isEqualTo(tree);
      assertThat(Json.parse(GoJson.indented(tree, "\t"))).isEqualTo(tree);
    }
  }

  private static @Nullable Object tree(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> new BigDecimal(random.nextInt() + "." + (1 + random.nextInt(9)));
      case 4 -> text(random);
      case 5 -> list(random, depth);
      default -> map(random, depth);
    };
  }

  private static List<@Nullable Object> list(Random random, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(tree(random, depth - 1));
    }
    return list;
  }

  private static Map<String, @Nullable Object> map(Random random, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(text(random), tree(random, depth - 1));
    }
    return map;
  }

  /** Any code points but surrogates, which have no place in UTF-8. */
  private static String text(Random random) {
    int[] ranges = {0x20, 0x80, 0x3000, 0xd800, 0x110000};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int c = random.nextInt(ranges[random.nextInt(ranges.length)]);
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? '<' : c);
    }
    return text.toString();
  }
}
