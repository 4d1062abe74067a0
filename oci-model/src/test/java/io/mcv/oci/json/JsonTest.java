package io.mcv.oci.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() throws Exception {
    assertThat(parse("{\"b\":[1,-2.5,true,false,null,\"\\u00e9\"],\"a\":{}}"))
        .isEqualTo(
            Map.of(
                "b",
                Arrays.asList(1L, new BigDecimal("-2.5"), true, false, null, "é"),
                "a",
                Map.of()));
    assertThat(parse(" \"x\" ")).isEqualTo("x");
    assertThat(parse("null")).isNull();
  }

  @Test
  void keepsTheOrderOfFields() throws Exception {
    assertThat(Json.parseObject(bytes("{\"z\":1,\"a\":2,\"m\":3}")).names())
        .containsExactly("z", "a", "m");
  }

  @Test
  void readsWholeNumbersBeyondLongWithoutLoss() throws Exception {
    assertThat(parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(parse("9223372036854775808")).isEqualTo(new BigDecimal("9223372036854775808"));
    assertThat(parse("1e3")).isEqualTo(new BigDecimal("1e3"));
  }

  @Test
  void refusesNumbersOfVeryManyDigits() {
    assertThatThrownBy(() -> parse("1".repeat(100_000))).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e8456445569", "-0.1E+99999999999", "1e-8456445569"})
  void refusesNumbersWithAnExponentOutOfRange(String number) {
    assertThatThrownBy(() -> parse("[" + number + "]"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("exponent");
  }

  @Test
  void aReasonIsOneShortLine() {
    assertThatThrownBy(() -> parse("{\"a\": [1,"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("end-of-input")
        .message()
        .doesNotContain("start marker", "\n");
  }

  @Test
  void refusesEqualKeysInOneObjectAlone() throws Exception {
    assertThatThrownBy(() -> parse("{\"a\":1,\"\\u0061\":2}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("Duplicate");
    assertThat(parse("[{\"a\":1},{\"a\":2}]")).isInstanceOf(List.class);
  }

  /** Twelve times one of two pieces of one hash, as Jackson and Java hash names. */
  @ParameterizedTest
  @ValueSource(strings = {"aB b!", "Aa BB"})
  void namesOfOneHashAreReadAndSpoilNothing(String pieces) throws Exception {
    StringBuilder text = new StringBuilder("{\"\":0");
    for (int i = 0; i < 1 << 12; i++) {
      text.append(",\"");
      for (int bit = 0; bit < 12; bit++) {
        text.append(pieces, (i >> bit & 1) * 3, (i >> bit & 1) * 3 + 2);
      }
      text.append("\":1");
    }
    assertThat(Json.parseObject(bytes(text + "}")).names()).hasSize(1 + (1 << 12));

    for (int i = 0; i < 2000; i++) {
      assertThat(parse("{\"name" + i + "\":1}")).isEqualTo(Map.of("name" + i, 1L));
    }
  }

  @Test
  void readsNestingUpTo200AndNoFurther() throws Exception {
    assertThat(parse("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
    assertThatThrownBy(() -> parse("[".repeat(201) + "]".repeat(201)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\"}",
        "{a:1}",
        "{'a':1}",
        "01",
        "+1",
        "NaN",
        "\"\n\"",
        "tru",
        "\"\\x\"",
        "// c\n1",
        "{} {}",
        "\ufeff{}",
        "1 2",
        "[1] x"
      })
  void refusesWhatIsNotExactlyOneValue(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void refusesInvalidUtf8() {
    for (byte[] invalid :
        List.of(
            new byte[] {'"', (byte) 0xff, '"'},
            new byte[] {'"', (byte) 0xc3, '"'},
            new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'})) {
      assertThatThrownBy(() -> Json.parse(invalid)).isInstanceOf(JsonException.class);
    }
  }

  @Test
  void readsUtf16OnlyAsTheErrorThatItIs() {
    assertThatThrownBy(() -> Json.parse("{\"a\":1}".getBytes(UTF_16)))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> Json.parse("{}".getBytes(UTF_16LE))).isInstanceOf(JsonException.class);
  }

  @Test
  void saysWhereTheTextIsWrong() {
    assertThatThrownBy(() -> parse("{\n  \"a\": ?\n}"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("line 2, column");
  }

  @Test
  void refusesAnythingButAnObjectWhereOneIsAskedFor() {
    assertThatThrownBy(() -> Json.parseObject(bytes("[]")))
        .isInstanceOf(JsonException.class)
        .hasMessage("not a JSON object");
  }

  @Test
  void aListOfObjectsSaysWhichOfThemIsWrong() throws JsonException {
    assertThat(Json.parseObjects(bytes("[{\"a\":\"b\"},{}]"))).hasSize(2);
    assertThatThrownBy(() -> Json.parseObjects(bytes("{}"))).hasMessage("not a JSON list");
    assertThatThrownBy(() -> Json.parseObjects(bytes("[{},1]"))).hasMessage("[1] is not an object");
    assertThatThrownBy(() -> Json.parseObjects(bytes("[{}]")).get(0).string("a"))
        .hasMessage("[0].a is missing");
  }

  private static @Nullable Object parse(String text) throws JsonException {
    return Json.parse(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
