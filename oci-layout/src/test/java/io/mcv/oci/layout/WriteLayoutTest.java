package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.SizeMismatchException;
import io.mcv.oci.model.UnsupportedFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteLayoutTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCI_LAYER_TAR, CONTENT);

  @TempDir Path folder;

  @Test
  void nothingOfAnImageIsSeenBeforeItIsPublished() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    TestImage image = new TestImage("one");
    try (ImageSink sink = layout.sink("v1")) {
      image.writeBlobs(sink);
      assertThat(layout.images()).isEmpty();
      sink.publish(image.manifest);
      assertThat(layout.images()).hasSize(1);
    }
    assertThat(layout.verify()).isEmpty();
  }

  @Test
  void aNewLayoutIsGoneAgainWhenNoImageCameIntoIt() throws IOException {
    Path layout = folder.resolve("new/layout");
    OciLayout.openOrCreate(layout).sink("v1").close();
    assertThat(folder).isEmptyDirectory();

    Path given = Files.createDirectory(folder.resolve("given"));
    try (ImageSink sink = OciLayout.openOrCreate(given).sink("v1")) {
      new TestImage("one").writeBlobs(sink);
    }
    assertThat(given).isEmptyDirectory();
  }

  @Test
  void aNewLayoutStaysWhileSomebodyElseHasUseForIt() throws IOException {
    Path layout = folder.resolve("layout");
    TestImage image = new TestImage("two");
    ImageSink failing = OciLayout.openOrCreate(layout).sink("v1");
    try (ImageSink other = OciLayout.openOrCreate(layout).sink("v2")) {
      image.writeBlobs(other);
      failing.close();
      other.publish(image.manifest);
    }
    assertThat(OciLayout.open(layout).images()).hasSize(1);
    assertThat(OciLayout.open(layout).verify()).isEmpty();

    OciLayout.openOrCreate(layout).sink("v3").close();
    assertThat(OciLayout.open(layout).images()).hasSize(1);
  }

  @Test
  void aLayoutThatWasThereBeforeStaysEvenIfItIsEmpty() throws IOException {
    emptyLayout().sink("v1").close();
    assertThat(OciLayout.openOrCreate(folder).images()).isEmpty();
  }

  @Test
  void aBlobIsStoredUnderItsDigestWithTheUsersPermissions() throws IOException {
    Path plain = Files.createFile(folder.resolveSibling(folder.getFileName() + "-plain"));
    try (ImageSink sink = emptyLayout().sink("v1")) {
      assertThat(sink.describe()).isEqualTo("oci:" + folder + ":v1");
      try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
        writer.stream().write(CONTENT, 0, 3);
        writer.stream().write(CONTENT[3]);
        writer.stream().write(CONTENT, 4, 3);
        writer.stream().close();
        assertThat(writer.commit(MediaType.OCI_LAYER_TAR)).isEqualTo(BLOB);
      }
    }
    Path blob = TestImage.blob(folder, BLOB);
    assertThat(blob).hasBinaryContent(CONTENT);
    assertThat(Files.getPosixFilePermissions(blob)).isEqualTo(Files.getPosixFilePermissions(plain));
    assertThat(Files.getPosixFilePermissions(folder.resolve("index.json")))
        .isEqualTo(Files.getPosixFilePermissions(plain));
    Files.delete(plain);
  }

  @Test
  void aSoundBlobStaysUntouchedWhenItIsWrittenAgain() throws IOException {
    try (ImageSink sink = emptyLayout().sink("v1")) {
      write(sink, CONTENT);
      Path blob = TestImage.blob(folder, BLOB);
      Files.setLastModifiedTime(blob, FileTime.fromMillis(1_000_000_000_000L));
      Object before = identity(blob);
      write(sink, CONTENT);
      assertThat(identity(blob)).isEqualTo(before);
      assertThat(halfWritten()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cont", "CONTENT", "content and more", ""})
  void aDamagedBlobIsReplacedWhenItIsWrittenAgain(String damaged) throws IOException {
    try (ImageSink sink = emptyLayout().sink("v1")) {
      write(sink, CONTENT);
      Path blob = TestImage.blob(folder, BLOB);
      Files.writeString(blob, damaged);
      write(sink, CONTENT);
      assertThat(blob).hasBinaryContent(CONTENT);
      assertThat(halfWritten()).isEmpty();
    }
  }

  private static void write(ImageSink sink, byte[] content) throws IOException {
    try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
      writer.stream().write(content);
      writer.commit(MediaType.OCI_LAYER_TAR);
    }
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, "unix:ino,lastModifiedTime,ctime");
  }

  @Test
  void sha512BlobsAreStoredApart() throws IOException {
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink(null);
        BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA512)) {
      writer.stream().write(CONTENT);
      Digest digest = writer.commit(MediaType.OCI_LAYER_TAR).digest();
      assertThat(digest).isEqualTo(Digest.of(DigestAlgorithm.SHA512, CONTENT));
      assertThat(folder.resolve("blobs/sha512/" + digest.hex())).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void aBlobClosedWithoutCommitLeavesNothing() throws IOException {
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink("v1")) {
      try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
        writer.stream().write(CONTENT);
        assertThat(halfWritten()).hasSize(1);
      }
      assertThat(halfWritten()).isEmpty();
      assertThat(sink.hasBlob(BLOB)).isFalse();
    }
  }

  @Test
  void contentOtherThanAnnouncedIsRefusedAndLeavesNothing() throws IOException {
    try (ImageSink sink = emptyLayout().sink("v1")) {
      assertThatThrownBy(() -> TestImage.writeBlob(sink, BLOB, new byte[7]))
          .isInstanceOf(DigestMismatchException.class);
      assertThatThrownBy(() -> TestImage.writeBlob(sink, BLOB, new byte[8]))
          .isInstanceOf(SizeMismatchException.class);
    }
    assertThat(halfWritten()).isEmpty();
    assertThat(TestImage.blob(folder, BLOB)).doesNotExist();
  }

  @Test
  void aDamagedBlobDoesNotCountAndIsMended() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    try (ImageSink sink = layout.sink("v1")) {
      TestImage.writeBlob(sink, BLOB, CONTENT);
      assertThat(sink.hasBlob(BLOB)).isTrue();
      for (String damaged : List.of("cXntent", "cont", "")) {
        Files.writeString(TestImage.blob(folder, BLOB), damaged);
        assertThat(sink.hasBlob(BLOB)).isFalse();
        TestImage.writeBlob(sink, BLOB, CONTENT);
        assertThat(sink.hasBlob(BLOB)).isTrue();
      }
    }
  }

  @Test
  void contentEmbeddedInADescriptorIsNoBlob() throws IOException {
    Descriptor embedded =
        new Descriptor(
            BLOB.mediaType(), BLOB.digest(), BLOB.size(), List.of(), null, CONTENT, null, null);
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink("v1")) {
      assertThat(sink.hasBlob(embedded)).isFalse();
    }
  }

  @Test
  void aLinkInPlaceOfABlobIsReplacedAndNotFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolveSibling("victim"), "mine");
    Path blob = TestImage.blob(folder, BLOB);
    try (ImageSink sink = emptyLayout().sink("v1")) {
      Files.createDirectories(blob.getParent());
      Files.createSymbolicLink(blob, victim);
      TestImage.writeBlob(sink, BLOB, CONTENT);
    }
    assertThat(blob).isRegularFile().hasBinaryContent(CONTENT);
    assertThat(Files.isSymbolicLink(blob)).isFalse();
    assertThat(victim).hasContent("mine");
    Files.delete(victim);
  }

  @Test
  void aRemovedNameIsGoneAndItsBlobsStay() throws IOException {
    TestImage one = TestImage.write(folder, "v1", "one");
    TestImage.write(folder, "v2", "two");
    OciLayout layout = OciLayout.open(folder);
    assertThat(layout.remove("v1")).isTrue();
    assertThat(layout.remove("v1")).isFalse();
    assertThat(layout.images()).extracting(LayoutImage::refName).containsExactly("v2");
    assertThat(TestImage.blob(folder, one.layer)).exists();
  }

  @Test
  void aNameThatStoodTwiceStandsOnceAfterPublishing() throws IOException {
    TestImage one = TestImage.write(folder, "v1", "one");
    String entry =
        "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"annotations\":{\"%s\":\"v1\"}}"
            .formatted(
                one.manifest.mediaType(),
                one.manifest.digest(),
                one.manifest.size(),
                LayoutIndex.REF_NAME);
    Files.writeString(
        folder.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[" + entry + "," + entry + "]}");
    TestImage two = TestImage.write(folder, "v1", "two");
    assertThat(OciLayout.open(folder).source("v1").manifest().digest())
        .isEqualTo(two.manifest.digest());
  }

  @Test
  void anIndexThatWouldBecomeUnreadableIsNotWritten() throws IOException {
    TestImage.write(folder, "v1", "one");
    byte[] before = Files.readAllBytes(folder.resolve("index.json"));
    assertThatThrownBy(() -> TestImage.write(folder, "x".repeat(LayoutIndex.MAX_BYTES), "two"))
        .isInstanceOf(LimitExceededException.class);
    assertThat(folder.resolve("index.json")).hasBinaryContent(before);
  }

  @Test
  void manifestsThatOtherToolsWouldNotFindAreRefused() throws IOException {
    TestImage image = new TestImage("one");
    RawManifest docker =
        new ImageManifest(
                MediaType.DOCKER_MANIFEST, null, image.config, List.of(image.layer), null, null)
            .toRaw();
    RawManifest huge = RawManifest.of(MediaType.OCI_MANIFEST, new byte[RawManifest.MAX_BYTES + 1]);
    try (ImageSink sink = emptyLayout().sink("v1")) {
      assertThatThrownBy(() -> sink.publish(docker))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("convert it to OCI first");
      assertThatThrownBy(() -> sink.publish(huge)).isInstanceOf(LimitExceededException.class);
    }
    assertThat(OciLayout.open(folder).images()).isEmpty();
  }

  @Test
  void anEmptyNameIsRefused() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    assertThatThrownBy(() -> layout.sink("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatAKilledWriterLeftIsSweptAfterADay() throws IOException {
    OciLayout layout = emptyLayout();
    Path fresh = Files.createFile(folder.resolve(".mcv/tmp-fresh"));
    Path old = Files.createFile(folder.resolve(".mcv/tmp-old"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    layout.sink("v1").close();
    assertThat(fresh).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void aLinkInPlaceOfTheFolderForHalfWrittenFilesIsRefused() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    Path elsewhere = Files.move(folder.resolve(".mcv"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve(".mcv"), elsewhere);
    assertThatThrownBy(() -> layout.sink("v1"))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining(".mcv is a link");
  }

  @Test
  void aLayoutOfOthersWithoutBlobsIsWrittenTo() throws IOException {
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}\n");
    Files.writeString(folder.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[]}");
    TestImage.write(folder, "v1", "one");
    assertThat(OciLayout.open(folder).verify()).isEmpty();
  }

  @Test
  void aFileWhereAFolderMustBeIsNamed() throws IOException {
    OciLayout layout = emptyLayout();
    Files.writeString(folder.resolve("blobs/sha256"), "");
    try (ImageSink sink = layout.sink("v1")) {
      assertThatThrownBy(() -> TestImage.writeBlob(sink, BLOB, CONTENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot create folder " + folder.resolve("blobs/sha256"));
    }
    assertThat(halfWritten()).isEmpty();
  }

  private List<Path> halfWritten() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".mcv"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("tmp-")).toList();
    }
  }

  /** A layout that was there before, and so stays when nothing is published. */
  private OciLayout emptyLayout() throws IOException {
    OciLayout.openOrCreate(folder);
    return OciLayout.open(folder);
  }
}
