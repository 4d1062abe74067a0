package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.SizeMismatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadLayoutTest {
  private static final String ENTRY =
      "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"%s\",\"size\":%d}";

  @TempDir Path folder;

  @Test
  void anImageIsReadByItsName() throws IOException {
    TestImage.write(folder, "v1", "one");
    TestImage two = TestImage.write(folder, "v2", "two");
    try (ImageSource source = OciLayout.open(folder).source("v2")) {
      assertThat(source.describe()).isEqualTo("oci:" + folder + ":v2");
      assertThat(source.manifest().bytes()).isEqualTo(two.manifest.bytes());
      assertThat(source.manifest(two.manifest.descriptor()).digest())
          .isEqualTo(two.manifest.digest());
      assertThat(source.openBlob(two.layer)).hasContent("two");
    }
  }

  @Test
  void aTagThatMovesDoesNotChangeWhatWasOpened() throws IOException {
    TestImage one = TestImage.write(folder, "v1", "one");
    try (ImageSource source = OciLayout.open(folder).source("v1")) {
      TestImage.write(folder, "v1", "two");
      assertThat(source.manifest().digest()).isEqualTo(one.manifest.digest());
    }
  }

  @Test
  void theOnlyImageNeedsNoName() throws IOException {
    TestImage one = TestImage.write(folder, "v1", "one");
    try (ImageSource source = OciLayout.open(folder).source((String) null)) {
      assertThat(source.describe()).isEqualTo("oci:" + folder);
      assertThat(source.manifest().digest()).isEqualTo(one.manifest.digest());
    }
  }

  @Test
  void severalImagesNeedANameAndAreListed() throws IOException {
    TestImage.write(folder, "v1", "one");
    TestImage unnamed = TestImage.write(folder, null, "two");
    assertThatThrownBy(() -> OciLayout.open(folder).source((String) null))
        .hasMessageContaining("several images, add the name of one: v1, @sha256:")
        .isInstanceOfSatisfying(
            NotFoundException.class,
            e -> assertThat(e.candidates()).containsExactly("v1", "@" + unnamed.manifest.digest()));
  }

  @Test
  void anUnknownNameListsThoseThereAre() throws IOException {
    TestImage.write(folder, "v1", "one");
    TestImage.write(folder, "evil\u001b[31m", "two");
    assertThatThrownBy(() -> OciLayout.open(folder).source("v3"))
        .hasMessageContaining("has no image v3; there are: v1, evil\\u001b[31m")
        .isInstanceOfSatisfying(
            NotFoundException.class,
            e -> assertThat(e.candidates()).containsExactly("v1", "evil\u001b[31m"));
  }

  @Test
  void aLongListOfNamesIsCutInTheMessage() throws IOException {
    TestImage image = new TestImage("one");
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink("v0")) {
      image.writeBlobs(sink);
      sink.publish(image.manifest);
    }
    for (int i = 1; i < 25; i++) {
      try (ImageSink sink = OciLayout.open(folder).sink("v" + i)) {
        sink.publish(image.manifest);
      }
    }
    assertThatThrownBy(() -> OciLayout.open(folder).source("x"))
        .hasMessageEndingWith("v18, v19 and 5 more");
  }

  @Test
  void anEmptyLayoutSaysSo() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    assertThatThrownBy(() -> layout.source((String) null))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("holds no images");
  }

  @Test
  void anyManifestIsReadByItsDigestThoughNoEntryNamesIt() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    TestImage child = new TestImage("child");
    RawManifest index =
        new ImageIndex(MediaType.OCI_INDEX, null, List.of(child.manifest.descriptor()), null, null)
            .toRaw();
    try (ImageSink sink = layout.sink("multi")) {
      child.writeBlobs(sink);
      sink.putManifest(child.manifest);
      sink.publish(index);
    }
    layout.remove("multi");
    assertThat(layout.images()).isEmpty();
    try (ImageSource source = layout.source(child.manifest.digest())) {
      assertThat(source.describe()).isEqualTo("oci:" + folder + "@" + child.manifest.digest());
      assertThat(source.manifest().mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    }
    try (ImageSource source = layout.source(index.digest())) {
      assertThat(source.manifest().mediaType()).isEqualTo(MediaType.OCI_INDEX);
    }
  }

  @Test
  void theTypeOfAnUnlistedManifestIsSeenFromItsFields() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    Digest manifest = store("{\"schemaVersion\":2,\"config\":{},\"layers\":[]}");
    Digest index = store("{\"schemaVersion\":2,\"manifests\":[]}");
    assertThat(layout.source(manifest).manifest().mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    assertThat(layout.source(index).manifest().mediaType()).isEqualTo(MediaType.OCI_INDEX);
  }

  @Test
  void aBlobThatIsNoManifestIsNoImage() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    for (String content : List.of("{}", "text", "{\"mediaType\":\"\"}", "{\"mediaType\":7}")) {
      Digest digest = store(content);
      assertThatThrownBy(() -> layout.source(digest))
          .isInstanceOf(MalformedDocumentException.class)
          .hasMessageContaining(digest.toString());
    }
    assertThatThrownBy(() -> layout.source(Digest.sha256(new byte[] {1})))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aCorruptUnlistedManifestIsRefused() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(folder);
    Digest digest = store("{\"schemaVersion\":2,\"manifests\":[]}");
    Files.writeString(TestImage.blob(folder, digest), "{\"schemaVersion\":2,\"layers\":[]}");
    assertThatThrownBy(() -> layout.source(digest)).isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void aMissingBlobIsNotFound() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    Files.delete(TestImage.blob(folder, image.layer));
    assertThatThrownBy(() -> open(image.layer))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(image.layer.digest().toString())
        .hasMessageContaining(folder.toString());
  }

  @Test
  void aMissingBlobIsTakenFromTheDescriptorIfItIsRightThere() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    Files.delete(TestImage.blob(folder, image.layer));
    assertThat(open(embedding(image.layer, "one"))).hasContent("one");
    assertThatThrownBy(() -> open(embedding(image.layer, "two")).readAllBytes())
        .isInstanceOf(DigestMismatchException.class);
    assertThatThrownBy(() -> open(embedding(image.layer, "ones")).readAllBytes())
        .isInstanceOf(SizeMismatchException.class);
  }

  @Test
  void aBlobOfAnotherSizeIsRefusedBeforeReading() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    for (String content : List.of("on", "ones", "")) {
      Files.writeString(TestImage.blob(folder, image.layer), content);
      assertThatThrownBy(() -> open(image.layer)).isInstanceOf(SizeMismatchException.class);
    }
  }

  @Test
  void aCorruptBlobFailsAtItsEnd() throws IOException {
    TestImage image = TestImage.write(folder, "v1", "one");
    Files.writeString(TestImage.blob(folder, image.layer), "onf");
    assertThatThrownBy(() -> open(image.layer).readAllBytes())
        .isInstanceOf(DigestMismatchException.class);
    Files.write(TestImage.blob(folder, image.manifest.digest()), new byte[image.manifest.size()]);
    assertThatThrownBy(() -> OciLayout.open(folder).source("v1").manifest())
        .isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void aLinkAFolderOrAFifoInPlaceOfABlobIsRefused() throws Exception {
    TestImage image = TestImage.write(folder, "v1", "one");
    Path blob = TestImage.blob(folder, image.layer);
    Path elsewhere = Files.move(blob, folder.resolve("elsewhere"));
    Files.createSymbolicLink(blob, elsewhere);
    assertNotRegular(image.layer);
    Files.delete(blob);
    Files.createDirectory(blob);
    assertNotRegular(image.layer);
    Files.delete(blob);
    SharedData.run("mkfifo", blob.toString());
    assertNotRegular(image.layer);
  }

  @Test
  void anIndexThatIsALinkIsRefused() throws IOException {
    TestImage.write(folder, "v1", "one");
    Path elsewhere = Files.move(folder.resolve("index.json"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("index.json"), elsewhere);
    assertThatThrownBy(() -> OciLayout.open(folder).images())
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("not a regular file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256:../../x",
        "sha256:",
        "sha256",
        "md5:d41d8cd98f00b204e9800998ecf8427e",
        "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
      })
  void anInvalidDigestInTheIndexIsRefused(String digest) throws IOException {
    index(String.format(ENTRY, digest, 2));
    assertThatThrownBy(() -> OciLayout.open(folder).images())
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("index.json")
        .hasMessageContaining("manifests[0].digest");
  }

  @Test
  void anIndexThatIsTooLargeIsRefused() throws IOException {
    OciLayout.openOrCreate(folder);
    Files.writeString(folder.resolve("index.json"), " ".repeat(LayoutIndex.MAX_BYTES + 1));
    assertThatThrownBy(() -> OciLayout.open(folder).images())
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void aManifestThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
    index(String.format(ENTRY, Digest.sha256(new byte[0]), RawManifest.MAX_BYTES + 1));
    assertThatThrownBy(() -> OciLayout.open(folder).source((String) null).manifest())
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void theIndexOfANewUmociLayoutIsEmpty() throws IOException {
    OciLayout.openOrCreate(folder);
    Files.writeString(folder.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":null}\n");
    assertThat(OciLayout.open(folder).images()).isEmpty();
  }

  @Test
  void entriesKeepTheirOrderAndMayLackANameOrShareADigest() throws IOException {
    String digest = Digest.sha256(new byte[0]).toString();
    String entry = String.format(ENTRY, digest, 0);
    String named =
        entry.replace("}", ",\"annotations\":{\"" + LayoutIndex.REF_NAME + "\":\"%s\"}}");
    index(
        entry
            + ","
            + String.format(named, "b")
            + ","
            + String.format(named, "a")
            + ","
            + String.format(named, ""));
    assertThat(OciLayout.open(folder).images())
        .extracting(LayoutImage::refName)
        .containsExactly(null, "b", "a", null);
  }

  @Test
  void aReadOnlyLayoutIsReadWithoutALock() throws IOException {
    TestImage.write(folder, "v1", "one");
    Path lock = folder.resolve(".mcv/index.lock");
    Files.delete(lock);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      OciLayout layout = OciLayout.openOrCreate(folder);
      assertThat(layout.source("v1").manifest().parse().annotations()).isNull();
      assertThat(layout.verify()).isEmpty();
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(lock).doesNotExist();
  }

  private InputStream open(Descriptor descriptor) throws IOException {
    return OciLayout.open(folder).source("v1").openBlob(descriptor);
  }

  private void assertNotRegular(Descriptor descriptor) {
    assertThatThrownBy(() -> open(descriptor))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("not a regular file");
  }

  private static Descriptor embedding(Descriptor descriptor, String data) {
    return new Descriptor(
        descriptor.mediaType(),
        descriptor.digest(),
        descriptor.size(),
        List.of(),
        null,
        data.getBytes(StandardCharsets.UTF_8),
        null,
        null);
  }

  private Digest store(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Descriptor descriptor = Descriptor.of(MediaType.OCI_CONFIG, bytes);
    try (ImageSink sink = OciLayout.openOrCreate(folder).sink("x")) {
      TestImage.writeBlob(sink, descriptor, bytes);
    }
    assertThat(descriptor.digest().algorithm()).isEqualTo(DigestAlgorithm.SHA256);
    return descriptor.digest();
  }

  private void index(String entries) throws IOException {
    OciLayout.openOrCreate(folder);
    Files.writeString(
        folder.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + entries + "]}");
  }
}
