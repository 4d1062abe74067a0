package io.mcv.oci.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
  private static final String DIGEST = Digest.sha256(new byte[0]).toString();

  @ParameterizedTest
  @CsvSource({
    "a,                      ,               a,     ",
    "a:t,                    ,               a,     t",
    "a/b,                    ,               a/b,   ",
    "localhost:5000,         ,               localhost, 5000",
    "localhost:5000/x,       localhost:5000, x,     ",
    "localhost/x:1,          localhost,      x,     1",
    "quay.io/a/b:t,          quay.io,        a/b,   t",
    "h:5000/a/b:t,           h:5000,         a/b,   t",
    "HOST/a,                 HOST,           a,     ",
    "a-b.example.com/x,      a-b.example.com, x,    ",
    "127.0.0.1:5123/team/app:v1, 127.0.0.1:5123, team/app, v1",
    "[::1]:5000/a,           [::1]:5000,     a,     ",
    "a__b/c---d/e.f_g,       ,               a__b/c---d/e.f_g, "
  })
  void findsHostPathAndTag(String text, String domain, String path, String tag) {
    ImageName name = ImageName.parse(text);

    assertThat(name.domain()).isEqualTo(domain);
    assertThat(name.path()).hasToString(path);
    assertThat(name.tag()).isEqualTo(tag == null ? null : new Tag(tag));
    assertThat(name.digest()).isNull();
    assertThat(name).hasToString(text);
  }

  @Test
  void keepsATagBesideADigest() {
    ImageName name = ImageName.parse("quay.io/a/b:t@" + DIGEST);

    assertThat(name.tag()).isEqualTo(new Tag("t"));
    assertThat(name.digest()).isEqualTo(Digest.parse(DIGEST));
    assertThat(name).hasToString("quay.io/a/b:t@" + DIGEST);
    assertThat(name.repository()).isEqualTo("quay.io/a/b");
    assertThat(name.title()).isEqualTo("b");
  }

  @Test
  void addsLatestOnlyWhereThereIsNeitherTagNorDigest() {
    assertThat(ImageName.parse("localhost:5000/x").withDefaultTag())
        .hasToString("localhost:5000/x:latest");
    assertThat(ImageName.parse("x:1").withDefaultTag()).hasToString("x:1");
    assertThat(ImageName.parse("x@" + DIGEST).withDefaultTag()).hasToString("x@" + DIGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        "a:",
        "a:-t",
        "a:t t",
        "A",
        "a/B",
        "a..b",
        "a___b",
        "a-.b",
        "-a",
        "a_",
        "a_b.c:1/x",
        "-h.com/x",
        "h:/x",
        "h:123456/x",
        "h.com/",
        "a@",
        "a@sha256:00",
        "a@md5:00",
        "a b",
        "ä",
        "a\n"
      })
  void refusesWhatDockerRefuses(String text) {
    assertThatThrownBy(() -> ImageName.parse(text)).isInstanceOf(ReferenceSyntaxException.class);
  }

  @Test
  void aWholeNameIsThatOfDockersTools() {
    assertNormalized("x", "docker.io/library/x");
    assertNormalized("x:t", "docker.io/library/x:t");
    assertNormalized("a/x", "docker.io/a/x");
    assertNormalized("docker.io/x", "docker.io/library/x");
    assertNormalized("index.docker.io/a/x", "docker.io/a/x");
    assertNormalized("quay.io/x", "quay.io/x");
  }

  private static void assertNormalized(String name, String whole) {
    assertThat(ImageName.parse(name).normalized()).hasToString(whole);
  }

  @Test
  void limitsTagsTo128CharactersAndNamesTo255() {
    assertThat(new Tag("a".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> new Tag("a".repeat(129))).isInstanceOf(ReferenceSyntaxException.class);
    assertThat(ImageName.parse("quay.io/" + "a".repeat(247)).repository()).hasSize(255);
    assertThatThrownBy(() -> ImageName.parse("quay.io/" + "a".repeat(248)))
        .isInstanceOf(ReferenceSyntaxException.class)
        .hasMessageContaining("more than 255 characters");
    assertThatThrownBy(() -> new RepositoryName("a".repeat(256)))
        .isInstanceOf(ReferenceSyntaxException.class)
        .hasMessageContaining("more than 255 characters");
  }
}
