package io.mcv.oci.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
  @TempDir Path folder;

  @Test
  void readsUpToOneMebibyte() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[1 << 20]);

    assertThat(ConfigurationFile.bytes(file)).hasSize(1 << 20);
  }

  @Test
  void refusesOneByteMore() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> ConfigurationFile.bytes(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + " is larger than the 1048576 bytes that are read of such a file");
  }

  @Test
  void followsLinks() throws IOException {
    Files.writeString(folder.resolve("a"), "é");
    Path link = Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));

    assertThat(ConfigurationFile.text(link)).isEqualTo("é");
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThatThrownBy(() -> ConfigurationFile.bytes(folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(folder + " is not a regular file, nor a link to one");
    assertThatThrownBy(() -> ConfigurationFile.bytes(Path.of("/dev/zero")))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void saysThatAFileIsMissing() {
    Path missing = folder.resolve("none");

    assertThatThrownBy(() -> ConfigurationFile.bytes(missing))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(missing + " cannot be read: no such file or folder");
  }

  @Test
  void refusesTextThatIsNotInUtf8() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[] {'a', (byte) 0xff});

    assertThatThrownBy(() -> ConfigurationFile.text(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + " is not text in UTF-8");
  }
}
