package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.ReferenceSyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePrefixTest {
  private static final String DIGEST = "@sha256:" + "0".repeat(64);

  @ParameterizedTest
  @CsvSource({
    "example.com,            example.com/a:v1,             11",
    "EXAMPLE.com,            example.com/a:v1,             11",
    "example.com,            example.org/a,                -1",
    "example.com,            example.com.org/a,            -1",
    "example.com,            example.com:5000/a,           -1",
    "example.com:5000,       example.com:5000/a,           16",
    "example.com/a,          example.com/a,                13",
    "example.com/a,          example.com/a:v1,             13",
    "example.com/a,          example.com/a@DIGEST,         13",
    "example.com/a,          example.com/a/b,              13",
    "example.com/a,          example.com/ab,               -1",
    "example.com/a,          example.com/b/a,              -1",
    "example.com/a/b,        example.com/a,                -1",
    "example.com/a:v1,       example.com/a:v1,             16",
    "example.com/a:v1,       example.com/a:v1@DIGEST,      16",
    "example.com/a:v1,       example.com/a:v11,            -1",
    "example.com/a:v1,       example.com/a,                -1",
    "example.com/a@DIGEST,   example.com/a@DIGEST,         85",
    "example.com/a@DIGEST,   example.com/a:v1,             -1",
    "*.example.com,          a.example.com/b,              13",
    "*.example.com,          a.b.example.com/c:v1,         15",
    "*.example.com,          A.EXAMPLE.com/b,              13",
    "*.example.com,          example.com/b,                -1",
    "*.example.com,          notexample.com/b,             -1",
    "*.example.com,          a.example.com.org/b,          -1",
    "*.example.com,          a.example.com:5000/b,         -1",
    "*.example.com,          other.org/a.example.com/b,    -1",
    "*.example.com:5000,     a.example.com:5000/b,         18",
    "*.example.com/b,        a.example.com/b/c,            15",
    "*.example.com/b,        a.example.com/bc,             -1"
  })
  void coversWholeComponentsOfAName(String prefix, String name, int covered) {
    ImageName image = ImageName.parse(name.replace("@DIGEST", DIGEST));

    assertThat(new NamePrefix(prefix.replace("@DIGEST", DIGEST)).match(image)).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "*.", "**.a.com", "a.*.com", "*a.com", "nodots", "nodots/a", "a.com/A"})
  void refusesWhatNoNameCanBeginWith(String prefix) {
    assertThatThrownBy(() -> new NamePrefix(prefix)).isInstanceOf(ReferenceSyntaxException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com/a, example.com",
    "a.example.com/b, '*.example.com/b'",
    "example.com, '*.ample.com'",
    "'*.b.example.com', '*.example.com'"
  })
  void theLongerOneIsCloserThenThatWithoutAWildcard(String closer, String other) {
    assertThat(new NamePrefix(closer).isCloserThan(new NamePrefix(other))).isTrue();
    assertThat(new NamePrefix(other).isCloserThan(new NamePrefix(closer))).isFalse();
  }
}
