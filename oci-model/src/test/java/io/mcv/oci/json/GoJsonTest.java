package io.mcv.oci.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoJsonTest {

  @Test
  void backspaceAndFormFeedAreShortSinceGo122() {
    assertThat(new String(GoJson.indented("\b\f", "", GoVersion.GO_1_22), UTF_8))
        .isEqualTo("\"\\b\\f\"");
    assertThat(new String(GoJson.indented("\b\f", "", GoVersion.GO_1_19), UTF_8))
        .isEqualTo("\"\\u0008\\u000c\"");
  }

  @Test
  void escapesEveryControlCharacterAsGoDoes() {
    StringBuilder all = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (char c = 0; c < ' '; c++) {
      all.append(c);
      expected.append(
          switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) c);
          });
    }

    assertThat(compact(all.toString())).isEqualTo("\"" + expected + "\"");
  }

  @Test
  void escapesQuotesHtmlAndLineSeparatorsAndNothingElse() {
    assertThat(compact("\"\\<>&\u2028\u2029"))
        .isEqualTo("\"\\\"\\\\\\u003c\\u003e\\u0026\\u2028\\u2029\"");
    assertThat(compact("/'\u007f\u0080é\ufffd\ud83d\ude00"))
        .isEqualTo("\"/'\u007f\u0080é\ufffd\ud83d\ude00\"");
  }

  @Test
  void writesALoneSurrogateAsTheReplacementCharacter() {
    assertThat(compact("\ud83d")).isEqualTo("\"\\ufffd\"");
    assertThat(compact("a\ude00\ud83db")).isEqualTo("\"a\\ufffd\\ufffdb\"");
    assertThat(compact("\ud83d\ud83d\ude00")).isEqualTo("\"\\ufffd\ud83d\ude00\"");
  }

  @Test
  void leavesHtmlAsItIsOnDemand() {
    assertThat(new String(GoJson.compactWithoutHtmlEscapes("<&>\u2028\""), UTF_8))
        .isEqualTo("\"<&>\\u2028\\\"\"");
  }

  @Test
  void writesNestedValuesOnOneLineWithoutSpaces() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("b", Arrays.asList(1, null, true));
    map.put("a", Map.of());
    map.put("c<", List.of());

    assertThat(compact(map)).isEqualTo("{\"b\":[1,null,true],\"a\":{},\"c\\u003c\":[]}");
  }

  @Test
  void indentsNestedValuesButNotEmptyOnes() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("a", List.of(Map.of("x", 1L), List.of()));
    map.put("b", Map.of());

    assertThat(new String(GoJson.indented(map, "  "), UTF_8))
        .isEqualTo(
            """
            {
              "a": [
                {
                  "x": 1
                },
                []
              ],
              "b": {}
            }""");
    assertThat(new String(GoJson.indented(List.of(), "  "), UTF_8)).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5",
    "1E+3, 1000",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1E+20, 100000000000000000000",
    "1E+21, 1e+21",
    "1E+999999999, 1e+999999999",
    "-2.5E-300, -2.5e-300"
  })
  void writesAnExponentWhereGoDoes(String number, String expected) {
    assertThat(compact(new BigDecimal(number))).isEqualTo(expected);
  }

  @Test
  void writesTimesAndNilsOfGo() {
    assertThat(compact(OffsetDateTime.parse("2024-01-02T03:04:00Z")))
        .isEqualTo("\"2024-01-02T03:04:00Z\"");
    assertThat(compact(List.of(GoNil.MAP, GoNil.SLICE, GoNil.NO_VALUE)))
        .isEqualTo("[null,null,null]");
  }

  @Test
  void refusesTypesThatItDoesNotKnow() {
    assertThatThrownBy(() -> GoJson.compact(1.5f)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ordersKeysByTheirBytesInUtf8() {
    Map<String, String> map = new TreeMap<>(GoJson.KEY_ORDER);
    List<String> sorted = List.of("", "A", "a", "aa", "b", "é", "\ufffd", "\ud83d\ude00");
    sorted.forEach(key -> map.put(key, ""));

    assertThat(map.keySet()).containsExactlyElementsOf(sorted);
    assertThat(Collections.max(sorted, GoJson.KEY_ORDER)).isEqualTo("\ud83d\ude00");
  }

  @Test
  void leavesEmptyFieldsOfAStructOutOfJsonButNotOutOfText() {
    GoStruct struct =
        new GoStruct()
            .put("z", "")
            .putUnlessEmpty("text", "")
            .putUnlessEmpty("list", List.of())
            .putUnlessEmpty("map", Map.of())
            .putUnlessEmpty("flag", false)
            .putUnlessEmpty("nil", null)
            .putUnlessEmpty("slice", GoNil.SLICE)
            .putUnlessEmpty("number", 0L)
            .put("a", Map.of("y", 1L, "x", 2L));

    assertThat(compact(struct)).isEqualTo("{\"z\":\"\",\"number\":0,\"a\":{\"x\":2,\"y\":1}}");
    assertThat(GoText.of(struct)).isEqualTo("{  [] map[] false <nil> [] 0 map[x:2 y:1]}");
  }

  private static String compact(@Nullable Object value) {
    return new String(GoJson.compact(value), UTF_8);
  }
}
