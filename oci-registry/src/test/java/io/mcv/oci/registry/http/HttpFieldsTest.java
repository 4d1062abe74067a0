package io.mcv.oci.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFieldsTest {
  private final HttpFields fields =
      HttpFields.of(Map.of("link", List.of("a", "b"), "Content-LENGTH", List.of(" 12 ")));

  @Test
  void namesDifferInMoreThanCase() {
    assertThat(fields.first("Link")).isEqualTo("a");
    assertThat(fields.all("LINK")).containsExactly("a", "b");
    assertThat(fields.first("Location")).isNull();
    assertThat(fields.all("Location")).isEmpty();
  }

  @Test
  void aFieldWithNoValueAtAllCountsAsAbsent() {
    assertThat(HttpFields.of(Map.of("Link", List.of())).first("Link")).isNull();
  }

  @Test
  void noFieldsCanBeAskedInAnyCase() {
    assertThat(HttpFields.NONE.first("link")).isNull();
  }

  @Test
  void withReplacesAllValuesInACopy() {
    assertThat(fields.with("LINK", "c").all("link")).containsExactly("c");
    assertThat(fields.all("link")).containsExactly("a", "b");
  }

  @Test
  void withoutTakesAFieldAwayInAnyCase() {
    assertThat(fields.without("LINK").asMap()).containsOnlyKeys("Content-LENGTH");
    assertThat(fields.asMap()).hasSize(2);
  }

  @Test
  void aNumberIsReadWhereItIsOne() {
    assertThat(fields.number("content-length")).isEqualTo(12);
    assertThat(fields.number("absent")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "0x10", "9999999999999999999", "1 2", "٣"})
  void whatIsNoNumberOfZeroOrMoreCountsAsAbsent(String value) {
    assertThat(HttpFields.NONE.with("n", value).number("n")).isNull();
  }
}
