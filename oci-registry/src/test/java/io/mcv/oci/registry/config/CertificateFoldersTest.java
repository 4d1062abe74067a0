package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFoldersTest {
  private static final String HOST = "quay.io:5000";

  @TempDir Path folder;

  private Path make(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private CertificateFolders folders(Path explicit) {
    return new CertificateFolders(new ConfigurationFolders(folder).environment(), explicit);
  }

  private CertificateFolders folders() {
    return new CertificateFolders(new ConfigurationFolders(folder).environment(), null);
  }

  @Test
  void aRegistryWithoutAFolderHasNone() throws IOException {
    make("root/etc/containers/certs.d/quay.io");

    assertThat(folders().find(HOST)).isNull();
  }

  @Test
  void theFolderOfTheUserComesBeforeThatOfTheSystemAndThatOfDocker() throws IOException {
    Path docker = make("root/etc/docker/certs.d/" + HOST);
    assertThat(folders().find(HOST)).isEqualTo(docker);

    Path system = make("root/etc/containers/certs.d/" + HOST);
    assertThat(folders().find(HOST)).isEqualTo(system);

    Path user = make("home/.config/containers/certs.d/" + HOST);
    assertThat(folders().find(HOST)).isEqualTo(user);
  }

  @Test
  void theExplicitFolderIsForAllRegistriesAndTheOnlyOne() throws IOException {
    make("root/etc/containers/certs.d/" + HOST);
    Path own = make("own");

    assertThat(folders(own).find(HOST)).isEqualTo(own);
    assertThat(folders(own).find("other.net")).isEqualTo(own);
  }

  @Test
  void anExplicitFolderThatIsMissingIsAnError() {
    Path missing = folder.resolve("none");

    assertThatThrownBy(() -> folders(missing).find(HOST))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            missing + " is not a folder; --cert-dir names it: correct the path, or leave it out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "/etc"})
  void whatWouldLeadOutIsNoHost(String host) {
    assertThatThrownBy(() -> folders().find(host)).isInstanceOf(IllegalArgumentException.class);
  }
}
