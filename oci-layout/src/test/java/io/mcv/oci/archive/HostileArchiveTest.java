package io.mcv.oci.archive;

import static io.mcv.oci.archive.SavedImages.config;
import static io.mcv.oci.archive.SavedImages.entry;
import static io.mcv.oci.archive.SavedImages.hex;
import static io.mcv.oci.archive.SavedImages.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.UnsupportedFormatException;
import io.mcv.oci.reference.ImageName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are damaged, or made to deceive: an error in one line, and no file more. */
class HostileArchiveTest {
  private static final int BLOCK = 512;

  @TempDir Path temp;

  @Test
  void namesThatLeadOutAreRefusedThoughNobodyAsksForThem() throws IOException {
    assertRefused(SavedImages.simple().file("../evil", "x"), "\"../evil\" is refused");
    assertRefused(SavedImages.simple().file("a/../../evil", "x"), "component \"..\"");
    assertRefused(SavedImages.simple().file("/etc/evil", "x"), "absolute");
  }

  @Test
  void linksThatLeadOutAreRefused() throws IOException {
    assertRefused(SavedImages.simple().symbolicLink("a/b", "../../etc"), "links out");
    assertRefused(SavedImages.simple().symbolicLink("a/b", "/etc/passwd"), "links out");
    assertRefused(SavedImages.simple().hardLink("a/b", "../x"), "links out");
  }

  @Test
  void linksInACircleAreRefused() throws IOException {
    assertRefused(
        linked(new TestTar().symbolicLink("1.tar", "2.tar").symbolicLink("2.tar", "1.tar")),
        "circle");
    assertRefused(linked(new TestTar().symbolicLink("1.tar", "1.tar")), "circle");
  }

  @Test
  void devicesAreRefused() throws IOException {
    assertRefused(SavedImages.simple().device("null"), "a device");
  }

  @Test
  void aNameThatIsUsedMayNotComeTwice() throws IOException {
    byte[] layer = layer("layer");
    assertRefused(SavedImages.simple().file(hex(layer) + ".tar", "other"), "comes twice");
    assertRefused(SavedImages.simple().file("manifest.json", "[]"), "comes twice");
    assertThat(DockerArchive.tags(write(SavedImages.simple().file("a", "").file("a", "x")), temp))
        .hasSize(1);
  }

  @Test
  void filesThatAreNotThereAreNamed() throws IOException {
    byte[] config = config(layer("x"));
    assertRefused(
        new TestTar().file("c.json", config).file("manifest.json", list("c.json", "gone.tar")),
        "names a file that is not there: \"gone.tar\"");
    assertRefused(
        new TestTar().file("manifest.json", list("../c.json")),
        "names a file that is not there: \"../c.json\"");
    assertRefused(linked(new TestTar().symbolicLink("1.tar", "gone")), "not there: \"1.tar\"");
  }

  @Test
  void aManifestThatIsWrongIsSaidToBe() throws IOException {
    for (String manifest :
        List.of(
            "{}",
            "[1]",
            "[{}]",
            "[{\"Config\":7}]",
            "nothing",
            "[{\"Config\":\"c\",\"RepoTags\":[\"A\"]}]")) {
      assertRefused(new TestTar().file("manifest.json", manifest), "manifest.json\" of archive");
    }
    assertRefused(
        new TestTar()
            .file("1.tar", "x")
            .file("c.json", config())
            .file("manifest.json", list("c.json", "1.tar")),
        "has 1 layers where its configuration names 0 diffIDs");
    assertRefused(new TestTar().file("manifest.json", "[]"), "holds no images");
  }

  @Test
  void otherKindsOfArchivesAreToldApart() throws IOException {
    assertRefused(new TestTar().file("oci-layout", "{}"), "use oci-archive:");
    assertRefused(new TestTar().file("repositories", "{}"), "a docker before 1.10");
    assertRefused(new TestTar().file("x", ""), "not what docker save writes");
    assertThatThrownBy(() -> OciArchive.source(write(SavedImages.simple()), null, temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("use docker-archive:");
    assertThatThrownBy(() -> OciArchive.source(write(new TestTar().file("x", "")), null, temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("no file oci-layout");
  }

  @Test
  void anArchiveThatEndsEarlyIsRefusedWhereverItEnds() throws IOException {
    byte[] whole = SavedImages.simple().bytes();
    for (int length = 0; length < whole.length - BLOCK; length += BLOCK / 2) {
      Path file = Files.write(temp.resolve("image.tar"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> DockerArchive.source(file, (ImageName) null, temp))
          .as(length + " bytes")
          .isInstanceOf(MalformedDocumentException.class)
          .hasMessageContaining("archive " + file);
    }
    byte[] gzip = DockerArchiveTest.gzip(whole);
    Path file = Files.write(temp.resolve("image.tar"), Arrays.copyOf(gzip, gzip.length - 9));
    assertThatThrownBy(() -> DockerArchive.source(file, (ImageName) null, temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("gzip stream of archive");
  }

  @Test
  void aFlippedBitInAHeaderIsFound() throws IOException {
    byte[] bytes = SavedImages.simple().bytes();
    bytes[0] ^= 1;
    Path file = Files.write(temp.resolve("image.tar"), bytes);
    assertThatThrownBy(() -> DockerArchive.source(file, (ImageName) null, temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void headersUponHeadersDoNotExhaustTheStack() throws IOException {
    byte[] longName = new TestTar().file("x", "").bytes();
    longName[156] = 'L';
    fixChecksum(longName);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 20_000; i++) {
      bytes.write(longName, 0, BLOCK);
    }
    Path file = Files.write(temp.resolve("image.tar"), bytes.toByteArray());
    assertThatThrownBy(() -> DockerArchive.source(file, (ImageName) null, temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("follows another name");
  }

  @Test
  void thereIsALimitOfEntries() throws IOException {
    TestTar tar = new TestTar();
    for (int i = 0; i <= TarIndex.MAX_ENTRIES; i++) {
      tar.file("f" + i, "");
    }
    assertThatThrownBy(() -> DockerArchive.tags(write(tar), temp))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void aBombIsStopped() throws IOException {
    byte[] zeros = new byte[66 << 20];
    byte[] bomb = DockerArchiveTest.gzip(zeros);
    Path file = Files.write(temp.resolve("image.tar"), bomb);
    assertThatThrownBy(() -> DockerArchive.tags(file, temp))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("unpack it first");
    byte[] config = config(layer("never compared"));
    Path layers =
        write(
            new TestTar()
                .file("1.tar", bomb)
                .file("c.json", config)
                .file("manifest.json", list("c.json", "1.tar")));
    try (var source = DockerArchive.source(layers, (ImageName) null, temp)) {
      assertThatThrownBy(source::manifest).isInstanceOf(LimitExceededException.class);
    }
  }

  @Test
  void whatIsNoArchiveIsSaidToBeNone() throws IOException {
    assertThatThrownBy(() -> DockerArchive.tags(temp.resolve("gone"), temp))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> DockerArchive.tags(temp, temp))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("is a folder");
    Path file = Files.writeString(temp.resolve("image.tar"), "BZh91AY&SY");
    assertThatThrownBy(() -> DockerArchive.tags(file, temp))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("bzip2");
  }

  private Path write(TestTar tar) throws IOException {
    return tar.writeTo(temp.resolve("image.tar"));
  }

  private void assertRefused(TestTar tar, String message) throws IOException {
    Path file = write(tar);
    assertThatThrownBy(() -> DockerArchive.source(file, (ImageName) null, temp))
        .isInstanceOf(OciException.class)
        .hasMessageContaining(message);
    assertThat(temp.toFile().list()).containsExactly("image.tar");
  }

  private static TestTar linked(TestTar tar) {
    return tar.file("c.json", config(layer("x"))).file("manifest.json", list("c.json", "1.tar"));
  }

  private static String list(String config, String... layers) {
    return "[" + entry(config, "", layers) + "]";
  }

  private static void fixChecksum(byte[] header) {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, header, 148, digits.length);
  }
}
