package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of short names alone wait until a short name comes; all others are read at once. */
class AliasesAloneTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[aliases]\n",
        "# short names\n[aliases]\n\"alpine\" = \"docker.io/library/alpine\"\n",
        "[aliases]\n  # ours\n  'team/a' = 'quay.io/team/a' # here\nplain = \"quay.io/b\"\n"
      })
  void aFileOfAliasesAloneIsKnown(String toml) {
    assertThat(AliasesAlone.areIn(toml)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "[[registry]]\nprefix = \"a.com\"\n",
        "[aliases]\na = \"b.com/a\"\n[[registry]]\nlocation = \"a.com\"\nblocked = true\n",
        "[aliases]\na = \"b.com/a\"\n[ [registry] ]\nlocation = \"a.com\"\n",
        "credential-helpers = [\"x\"]\n[aliases]\n",
        "[aliases]\na = \"\"\"b.com/a\n[[registry]]\"\"\"\n",
        "[aliases]\na.b = \"c\"\n",
        "[aliases]\na = \"\\u0062.com/a\"\n",
        "[aliases]\na = [\n]\n"
      })
  void anythingElseIsNot(String toml) {
    assertThat(AliasesAlone.areIn(toml)).isFalse();
  }

  @Test
  void whatIsWrongInSuchAFileIsSaidWhenAShortNameComes() throws IOException {
    Path file = Files.writeString(folder.resolve("r.conf"), "[aliases]\na = \"no-host\"\n");
    UserEnvironment environment = new UserEnvironment(Map.of(), folder, folder);
    RegistriesConf conf = RegistriesConf.load(environment, file);

    assertThat(conf.pullPlaces(ImageName.parse("quay.io/a/b:v1"))).hasSize(1);
    assertThatThrownBy(() -> conf.shortNameCandidates(ImageName.parse("a")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file.toString());
  }
}
