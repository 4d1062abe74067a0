package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesConfFilesTest {
  private static final String HOME = "home/.config/containers/registries.conf";
  private static final String SYSTEM = "root/etc/containers/registries.conf";
  private static final String VENDOR = "root/usr/share/containers/registries.conf";

  @TempDir Path folder;
  private ConfigurationFolders folders;

  @BeforeEach
  void makeFolders() {
    folders = new ConfigurationFolders(folder);
  }

  @Test
  void aHostWithoutAnyFileHasNone() throws IOException {
    assertThat(RegistriesConfFiles.find(folders.environment(), null)).isEmpty();
  }

  @Test
  void theFileOfTheUserComesBeforeThatOfTheSystemAndThatOfTheVendor() throws IOException {
    Path vendor = folders.write(VENDOR, "");
    assertThat(RegistriesConfFiles.find(folders.environment(), null)).containsExactly(vendor);

    Path system = folders.write(SYSTEM, "");
    assertThat(RegistriesConfFiles.find(folders.environment(), null)).containsExactly(system);

    Path user = folders.write(HOME, "");
    assertThat(RegistriesConfFiles.find(folders.environment(), null)).containsExactly(user);
  }

  @Test
  void theFolderOfTheUserIsWhereXdgConfigHomeSays() throws IOException {
    Path file = folders.write("xdg/containers/registries.conf", "");
    Map<String, String> variables = Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString());

    assertThat(RegistriesConfFiles.find(folders.environment(variables), null))
        .containsExactly(file);
  }

  @Test
  void dropInsOfTheSystemComeFirstThenThoseOfTheUserEachSortedByName() throws IOException {
    Path user2 = folders.write(HOME + ".d/2.conf", "");
    Path user1 = folders.write(HOME + ".d/1.conf", "");
    Path system9 = folders.write(SYSTEM + ".d/9.conf", "");
    Path system5 = folders.write(SYSTEM + ".d/5.conf", "");
    Path file = folders.write(SYSTEM, "");

    assertThat(RegistriesConfFiles.find(folders.environment(), null))
        .containsExactly(file, system5, system9, user1, user2);
  }

  @Test
  void whatDoesNotEndInConfOrIsAFolderIsNoDropIn() throws IOException {
    folders.write(SYSTEM + ".d/a.conf.bak", "");
    folders.write(SYSTEM + ".d/README", "");
    Files.createDirectories(folder.resolve(SYSTEM + ".d/folder.conf"));

    assertThat(RegistriesConfFiles.find(folders.environment(), null)).isEmpty();
  }

  @Test
  void aNamedFileStandsAloneWithTheDropInsBesideIt() throws IOException {
    folders.write(SYSTEM, "");
    folders.write(SYSTEM + ".d/1.conf", "");
    folders.write(HOME + ".d/1.conf", "");
    Path file = folders.write("own/my.conf", "");
    Path dropIn = folders.write("own/my.conf.d/1.conf", "");

    assertThat(RegistriesConfFiles.find(folders.environment(), file)).containsExactly(file, dropIn);
  }

  @Test
  void theOptionComesBeforeTheVariable() throws IOException {
    Path option = folders.write("option.conf", "");
    Path variable = folders.write("variable.conf", "");
    UserEnvironment environment =
        folders.environment(Map.of("CONTAINERS_REGISTRIES_CONF", variable.toString()));

    assertThat(RegistriesConfFiles.find(environment, option)).containsExactly(option);
    assertThat(RegistriesConfFiles.find(environment, null)).containsExactly(variable);
  }

  @Test
  void aNamedFileThatIsMissingIsAnErrorThatSaysWhoNamedIt() {
    Path missing = folder.resolve("none.conf");
    UserEnvironment environment =
        folders.environment(Map.of("CONTAINERS_REGISTRIES_CONF", missing.toString()));

    assertThatThrownBy(() -> RegistriesConfFiles.find(folders.environment(), missing))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            missing
                + " is not there; --registries-conf names it: correct the path, or leave it out");
    assertThatThrownBy(() -> RegistriesConfFiles.find(environment, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("$CONTAINERS_REGISTRIES_CONF names it");
  }

  @Test
  void aFolderOfEndlessDropInsIsRefused() throws IOException {
    for (int i = 0; i <= 1000; i++) {
      folders.write(SYSTEM + ".d/" + i + ".conf", "");
    }

    assertThatThrownBy(() -> RegistriesConfFiles.find(folders.environment(), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("more than 1000 files");
  }

  @Test
  void aLinkToAFileIsFollowed() throws IOException {
    Path target = folders.write("elsewhere.conf", "");
    Path link = folder.resolve(SYSTEM);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, target);

    assertThat(RegistriesConfFiles.find(folders.environment(), null)).isEqualTo(List.of(link));
  }
}
