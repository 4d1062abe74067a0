package io.mcv.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverVersionsTest {
  @TempDir private Path folder;

  @Test
  void theLibrarysIsThatOfTheFileBehindTheLinks() throws IOException {
    Files.createFile(folder.resolve("libcuda.so.580.65.06"));
    Path link =
        Files.createSymbolicLink(folder.resolve("libcuda.so.1"), Path.of("libcuda.so.580.65.06"));

    assertThat(new DriverVersions(link, folder))
        .hasToString("library 580.65.06, kernel module unknown");
  }

  @Test
  void anAbiVersionIsNotTheDrivers() throws IOException {
    Path library = Files.createFile(folder.resolve("libcuda.so.1"));

    assertThat(new DriverVersions(library, folder).ofLibrary()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u001b[2J", "580.65.06\nmore"})
  void aKernelModulesVersionThatIsNoneIsNotTold(String text) throws IOException {
    Path version = Files.writeString(folder.resolve("version"), text);

    assertThat(new DriverVersions(folder, version).ofKernelModule()).isEmpty();
  }
}
