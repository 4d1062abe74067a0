package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenLayoutTest {
  @TempDir Path temp;

  @Test
  void aNewLayoutHasTheBytesOfContainersImage() throws IOException {
    Path folder = temp.resolve("a/b");
    assertThat(OciLayout.openOrCreate(folder).images()).isEmpty();
    assertThat(folder.resolve("oci-layout"))
        .hasContent("{\"imageLayoutVersion\": \"1.0.0\"}")
        .hasSize(31);
    assertThat(Files.readString(folder.resolve("index.json")))
        .isEqualTo("{\"schemaVersion\":2,\"manifests\":[]}");
    assertThat(folder.resolve("blobs")).isDirectory();
  }

  @Test
  void whatAKilledProcessBeganIsEnded() throws IOException {
    Files.createDirectories(temp.resolve("blobs"));
    Files.createDirectories(temp.resolve(".mcv"));
    OciLayout.openOrCreate(temp);
    assertThat(OciLayout.open(temp).images()).isEmpty();
  }

  @Test
  void openOrCreateLeavesALayoutAsItIs() throws IOException {
    TestImage.write(temp, "v1", "one");
    byte[] before = Files.readAllBytes(temp.resolve("index.json"));
    OciLayout.openOrCreate(temp);
    assertThat(temp.resolve("index.json")).hasBinaryContent(before);
  }

  @Test
  void aLayoutIsReachedThroughALink() throws IOException {
    Path real = Files.createDirectory(temp.resolve("real"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), real);
    TestImage.write(link, "v1", "one");
    assertThat(OciLayout.open(real).images()).hasSize(1);
  }

  @Test
  void aFolderWithOtherFilesIsRefused() throws IOException {
    Files.writeString(temp.resolve("thesis.txt"), "x");
    assertThatThrownBy(() -> OciLayout.openOrCreate(temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining("empty folder");
    assertThat(temp).isDirectoryContaining("glob:**thesis.txt");
    assertThat(temp.resolve("oci-layout")).doesNotExist();
  }

  @Test
  void aFileIsRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "x");
    assertThatThrownBy(() -> OciLayout.open(file))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("not a folder");
    assertThatThrownBy(() -> OciLayout.openOrCreate(file))
        .isInstanceOf(MalformedDocumentException.class);
    assertThatThrownBy(() -> OciLayout.openOrCreate(file.resolve("under")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot create folder");
  }

  @Test
  void aFolderThatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> OciLayout.open(temp.resolve("none")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("none");
  }

  @Test
  void aFolderWithoutTheMarkerOrTheIndexIsNoLayout() throws IOException {
    assertThatThrownBy(() -> OciLayout.open(temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("it has no file oci-layout");
    Files.writeString(temp.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}\n");
    assertThatThrownBy(() -> OciLayout.open(temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("it has no index.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"imageLayoutVersion\": \"1.0.0\"}",
        "{\"imageLayoutVersion\":\"1.0.0\"}\n",
        " { \"other\": 1, \"imageLayoutVersion\" :\"1.0.0\" }\r\n"
      })
  void everyWritingOfTheMarkerIsRead(String marker) throws IOException {
    marker(marker);
    assertThat(OciLayout.open(temp).images()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1.0.0", "{}", "{\"imageLayoutVersion\":1}", "[]", "{\"imageLayoutVersion\":"})
  void aWrongMarkerIsRefused(String marker) throws IOException {
    marker(marker);
    assertThatThrownBy(() -> OciLayout.open(temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("its file oci-layout is wrong");
  }

  @Test
  void anotherVersionIsRefusedWithItsNumber() throws IOException {
    marker("{\"imageLayoutVersion\":\"2.0.0\\u001b\"}");
    assertThatThrownBy(() -> OciLayout.open(temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("its version is 2.0.0\\u001b, only 1.0.0");
  }

  @Test
  void aHugeMarkerIsRefused() throws IOException {
    marker(" ".repeat(5000));
    assertThatThrownBy(() -> OciLayout.open(temp)).isInstanceOf(LimitExceededException.class);
  }

  private void marker(String content) throws IOException {
    OciLayout.openOrCreate(temp);
    Files.writeString(temp.resolve("oci-layout"), content);
  }
}
