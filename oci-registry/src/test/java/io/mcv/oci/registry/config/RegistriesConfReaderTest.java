package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegistriesConfReaderTest {
  private static final Path FILE = Path.of("/etc/containers/registries.conf");
  private static final String MIRROR = "[[registry]]\nlocation='a.b'\n[[registry.mirror]]\n";

  private static RegistriesSettings read(String toml) throws IOException {
    return new RegistriesConfReader(TomlTable.parse(FILE, toml)).read();
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        Arguments.of("unqualified-search-registries = 'a.b'", "must be a list of texts in quotes"),
        Arguments.of("unqualified-search-registries = [1]", "unqualified-search-registries must"),
        Arguments.of("unqualified-search-registries = ['a.b/c']", "\"a.b/c\" has a slash"),
        Arguments.of("unqualified-search-registries = ['ab']", "does not begin with a host"),
        Arguments.of("credential-helpers = true", "credential-helpers must be a list"),
        Arguments.of("additional-layer-store-auth-helper = 1", "auth-helper must be text"),
        Arguments.of("short-name-mode = 'no'", "must be enforcing, permissive or disabled"),
        Arguments.of("registry = 1", "registry must be tables"),
        Arguments.of("registry = [1]", "registry must be tables"),
        Arguments.of("[registry]\nlocation='a.b'", "registry must be tables"),
        Arguments.of("[[registry]]\n", "location of registry 1 is missing, and so is prefix"),
        Arguments.of("[[registry]]\nlocation=1", "location of registry 1 must be text"),
        Arguments.of("[[registry]]\nprefix=1", "prefix of registry 1 must be text"),
        Arguments.of("[[registry]]\nprefix='a b'", "prefix of registry 1 cannot be read"),
        Arguments.of("[[registry]]\nprefix='*.a.b/c*'", "prefix of registry 1 cannot be read"),
        Arguments.of("[[registry]]\nlocation='https://a.b'", "must be without http://"),
        Arguments.of("[[registry]]\nlocation='nodots'", "does not begin with a host"),
        Arguments.of("[[registry]]\nlocation='*.a.b'", "location of registry 1 cannot be read"),
        Arguments.of("[[registry]]\nlocation='a.b'\ninsecure='yes'", "insecure of registry 1 must"),
        Arguments.of("[[registry]]\nlocation='a.b'\nblocked=1", "blocked of registry 1 must be"),
        Arguments.of(
            "[[registry]]\nlocation='a.b'\nmirror-by-digest-only=1",
            "mirror-by-digest-only of registry 1 must be true or false"),
        Arguments.of("[[registry]]\nlocation='a.b'\nmirror=1", "mirror of registry 1 must be"),
        Arguments.of(MIRROR, "location of mirror 1 of registry 1 is missing"),
        Arguments.of(
            MIRROR + "location='m.a'\n[[registry.mirror]]\nlocation=''\n",
            "location of mirror 2 of registry 1 is missing"),
        Arguments.of(MIRROR + "location='m.a'\ninsecure=1", "insecure of mirror 1 of registry 1"),
        Arguments.of(
            MIRROR + "location='m.a'\npull-from-mirror='never'",
            "pull-from-mirror of mirror 1 of registry 1 must be all, digest-only or tag-only"),
        Arguments.of(
            "[[registry]]\nlocation='a.b'\nmirror-by-digest-only=true\n"
                + "[[registry.mirror]]\nlocation='m.a'\npull-from-mirror='all'",
            "cannot stand beside mirror-by-digest-only = true"),
        Arguments.of("aliases = 1", "aliases must be a table"),
        Arguments.of("[aliases]\na = 1", "a of aliases must be text"),
        Arguments.of("[aliases]\na = 'b'", "a of aliases must be a host and a repository"),
        Arguments.of("[aliases]\na = 'h.c/b:v1'", "without a tag or digest"),
        Arguments.of("[aliases]\n'a:v1' = 'h.c/b'", "must be a short name"),
        Arguments.of("[aliases]\n'h.c/a' = 'h.c/b'", "must be a short name"),
        Arguments.of("[aliases]\n'localhost/a' = 'h.c/b'", "must be a short name"),
        Arguments.of("[aliases]\nA = 'h.c/b'", "A of aliases cannot be read"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void whatIsWrongIsSaidWithItsFileAndKey(String toml, String problem) {
    assertThatThrownBy(() -> read(toml))
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.file()).isEqualTo(FILE))
        .hasMessageStartingWith(FILE + " has a wrong key: ")
        .hasMessageContaining(problem)
        .hasMessageNotContaining("\n");
  }

  @Test
  void theOldFormatIsRefusedWithWhatToWriteInstead() {
    assertThatThrownBy(() -> read("[registries.search]\nregistries = ['a.b']\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(FILE + " is in the old format, version 1")
        .hasMessageContaining("unqualified-search-registries");
  }

  @Test
  void whatIsNotTomlIsSaidWithItsLine() {
    assertThatThrownBy(() -> read("a = 1\nb = = 2\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(FILE + " is not TOML at line 2: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aKeyThatStandsTwiceIsAnError() {
    assertThatThrownBy(() -> read("[aliases]\na = 'h.c/a'\na = 'h.c/b'\n"))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void endlessNestingIsAnErrorOfTheFile() {
    assertThatThrownBy(() -> read("a = " + "[".repeat(500_000)))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> read("a" + ".a".repeat(250_000) + " = 1"))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void unknownKeysAreLeft() {
    assertThatCode(
            () ->
                read(
                    """
                    additional-layer-store-auth-helper = "x"
                    other = 2024-01-01
                    [[registry]]
                    location = "a.b"
                    other = 1.5
                    [table]
                    key = true
                    """))
        .doesNotThrowAnyException();
  }
}
