package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.SizeMismatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of {@code dir:}: what is refused, and what is left where writing fails. */
class DirectoryImageTest {
  @TempDir Path temp;
  private Path folder = Path.of("unset");
  private final TestImage one = new TestImage("one");
  private final TestImage two = new TestImage("two");

  @BeforeEach
  void setUp() {
    folder = temp.resolve("a/b");
  }

  @Test
  void anImageIsReadAsItWasWritten() throws IOException {
    write(one);

    try (ImageSource source = DirectoryImage.source(folder)) {
      assertThat(source.manifest().digest()).isEqualTo(one.manifest.digest());
      assertThat(source.manifest().mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
      assertThat(source.openBlob(one.layer)).hasContent("one");
      assertThat(source.describe()).isEqualTo("dir:" + folder);
    }
    assertThat(folder.resolve("version")).hasContent("Directory Transport Version: 1.1\n");
    assertThat(content())
        .containsOnlyKeys(
            "version", "manifest.json", one.layer.digest().hex(), one.config.digest().hex());
  }

  @Test
  void theImagesOfAnIndexAreReadFromFilesOfTheirOwn() throws IOException {
    RawManifest index = index();
    try (ImageSink sink = DirectoryImage.sink(folder)) {
      one.writeBlobs(sink);
      two.writeBlobs(sink);
      sink.putManifest(one.manifest);
      sink.putManifest(two.manifest);
      sink.publish(index);
    }

    try (ImageSource source = DirectoryImage.source(folder)) {
      assertThat(source.manifest(two.manifest.descriptor()).bytes())
          .isEqualTo(two.manifest.bytes());
      Files.write(folder.resolve(two.manifest.digest().hex() + ".manifest.json"), new byte[] {'{'});
      assertThatThrownBy(() -> source.manifest(two.manifest.descriptor()))
          .isInstanceOf(DigestMismatchException.class);
      Files.delete(folder.resolve(one.manifest.digest().hex() + ".manifest.json"));
      assertThatThrownBy(() -> source.manifest(one.manifest.descriptor()))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("dir:" + folder);
    }
  }

  @Test
  void aFailureLeavesNothingOfANewFolder() throws IOException {
    ImageSink sink = DirectoryImage.sink(folder);
    one.writeBlobs(sink);
    assertThat(folder).isNotEmptyDirectory();

    sink.close();

    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void aFailureLeavesTheImageThatWasThere() throws IOException {
    write(one);
    Files.writeString(folder.resolve("signature-1"), "of one");
    Map<String, String> before = content();

    try (ImageSink sink = DirectoryImage.sink(folder)) {
      two.writeBlobs(sink);
      sink.putManifest(two.manifest);
    }

    assertThat(content()).isEqualTo(before);
  }

  @Test
  void aNewImageTakesAllOfTheOldOneAwayAndNothingElse() throws IOException {
    write(one);
    Files.writeString(folder.resolve("signature-1"), "of one");
    Files.writeString(folder.resolve("NOTES"), "mine");

    write(two);

    assertThat(content())
        .containsOnlyKeys(
            "NOTES",
            "version",
            "manifest.json",
            two.layer.digest().hex(),
            two.config.digest().hex());
    assertThat(DirectoryImage.source(folder).manifest().digest()).isEqualTo(two.manifest.digest());
  }

  @Test
  void whatIsSharedWithTheOldImageStays() throws IOException {
    write(one);
    try (ImageSink sink = DirectoryImage.sink(folder)) {
      assertThat(sink.hasBlob(one.layer)).isTrue();
      assertThat(sink.hasBlob(two.layer)).isFalse();
      sink.publish(one.manifest);
    }
    assertThat(DirectoryImage.source(folder).openBlob(one.layer)).hasContent("one");
  }

  @Test
  void twoWritersAtOnceAreRefused() throws IOException {
    try (ImageSink first = DirectoryImage.sink(folder)) {
      assertThatThrownBy(() -> DirectoryImage.sink(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another image is being written");
      one.writeBlobs(first);
      first.publish(one.manifest);
    }
    write(two);
  }

  @Test
  void whatAKilledWriterLeftIsCleanedUp() throws IOException {
    Files.createDirectories(folder.resolve(".mcv"));
    Files.writeString(folder.resolve(".mcv/tmp-1"), "half a blob");
    Files.createFile(folder.resolve("version"));
    write(one);
    assertThat(content()).hasSize(4);

    Files.writeString(folder.resolve(two.layer.digest().hex()), "two");
    Files.createDirectories(folder.resolve(".mcv"));
    assertThat(DirectoryImage.source(folder).manifest().digest()).isEqualTo(one.manifest.digest());
    write(one);
    assertThat(content()).hasSize(4);
  }

  @Test
  void aFolderWithSomethingElseIsNotWrittenTo() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("thesis.txt"), "years of work");
    assertRefused("no file version");
    Files.writeString(folder.resolve("version"), "Directory Transport Version: 2.0\n");
    assertRefused("version");
    Files.writeString(folder.resolve("version"), "");
    assertRefused("version");
    assertThat(content()).containsEntry("thesis.txt", "years of work").hasSize(2);
    folder = folder.resolve("thesis.txt");
    assertRefused("not a folder");
  }

  @Test
  void whatIsNoImageIsNotRead() throws IOException {
    assertThatThrownBy(() -> DirectoryImage.source(folder))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("no such folder");
    Files.createDirectories(folder);
    assertThatThrownBy(() -> DirectoryImage.source(folder))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("manifest.json");
    Files.writeString(folder.resolve("manifest.json"), "{\"a\":1}");
    assertThatThrownBy(() -> DirectoryImage.source(folder))
        .isInstanceOf(MalformedDocumentException.class);
  }

  @Test
  void damagedAndHostileBlobsAreRefused() throws IOException {
    write(one);
    Path layer = folder.resolve(one.layer.digest().hex());
    try (ImageSource source = DirectoryImage.source(folder)) {
      Files.writeString(layer, "One");
      assertThatThrownBy(() -> readLayer(source)).isInstanceOf(DigestMismatchException.class);
      Files.writeString(layer, "more than one");
      assertThatThrownBy(() -> readLayer(source)).isInstanceOf(SizeMismatchException.class);
      Files.delete(layer);
      assertThatThrownBy(() -> readLayer(source)).isInstanceOf(NotFoundException.class);
      Files.writeString(temp.resolve("outside"), "one");
      Files.createSymbolicLink(layer, temp.resolve("outside"));
      assertThatThrownBy(() -> readLayer(source))
          .isInstanceOf(MalformedDocumentException.class)
          .hasMessageContaining("not a regular file");
    }
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> DirectoryImage.sink(folder))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining(why);
  }

  private long readLayer(ImageSource source) throws IOException {
    try (InputStream in = source.openBlob(one.layer)) {
      return in.readAllBytes().length;
    }
  }

  private RawManifest index() {
    return new ImageIndex(
            MediaType.OCI_INDEX,
            null,
            List.of(one.manifest.descriptor(), two.manifest.descriptor()),
            null,
            null)
        .toRaw();
  }

  private void write(TestImage image) throws IOException {
    try (ImageSink sink = DirectoryImage.sink(folder)) {
      image.writeBlobs(sink);
      sink.publish(image.manifest);
    }
  }

  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        content.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return content;
  }
}
