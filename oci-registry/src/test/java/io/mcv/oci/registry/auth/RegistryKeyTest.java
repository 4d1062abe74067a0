package io.mcv.oci.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.ReferenceSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryKeyTest {
  @ParameterizedTest
  @CsvSource({
    "quay.io,                     quay.io",
    "QUAY.io/team,                quay.io/team",
    "quay.io/team/,               quay.io/team",
    "localhost:5000/a/b,          localhost:5000/a/b",
    "[::1]:5000/a,                [::1]:5000/a",
    "https://quay.io,             quay.io",
    "http://quay.io/v2/,          quay.io",
    "quay.io/v1/,                 quay.io",
    "quay.io/v2/,                 quay.io",
    "quay.io/v2,                  quay.io/v2",
    "HTTPS://index.docker.io/v1/, docker.io",
    "registry-1.docker.io/team,   docker.io/team",
    "docker.io/library/x,         docker.io/library/x"
  })
  void isReadFromWhatUsersAndFilesWrite(String text, String expected) {
    assertThat(RegistryKey.parse(text)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "alpine,                   docker.io/library/alpine",
    "team/cache,               docker.io/team/cache",
    "index.docker.io/alpine:1, docker.io/library/alpine",
    "quay.io/cache,            quay.io/cache"
  })
  void isTheRepositoryOfAnImage(String image, String expected) {
    assertThat(RegistryKey.of(ImageName.parse(image))).hasToString(expected);
  }

  @Test
  void isLookedUpWithTheLongestPathFirst() {
    assertThat(RegistryKey.parse("quay.io/a/b/c").candidates())
        .containsExactly("quay.io/a/b/c", "quay.io/a/b", "quay.io/a", "quay.io");
    assertThat(RegistryKey.parse("quay.io:443").candidates()).containsExactly("quay.io:443");
  }

  @Test
  void helpersKnowDockerHubByItsOldAddress() {
    assertThat(RegistryKey.parse("docker.io/a").helperAddress())
        .isEqualTo("https://index.docker.io/v1/");
    assertThat(RegistryKey.parse("quay.io/a").helperAddress()).isEqualTo("quay.io");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "quay.io/A", "quay io", "quay.io//a", "h:x", "quay.io/a:b"})
  void refusesWhatIsNoRegistry(String text) {
    assertThatThrownBy(() -> RegistryKey.parse(text)).isInstanceOf(ReferenceSyntaxException.class);
  }

  @Test
  void doesNotShowThePasswordOfAUrl() {
    assertThatThrownBy(() -> RegistryKey.parse("https://user:geheim@quay.io/"))
        .isInstanceOf(ReferenceSyntaxException.class)
        .hasMessageContaining("quay.io")
        .hasMessageNotContaining("geheim");
  }
}
