package io.mcv.oci.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.SizeMismatchException;
import io.mcv.oci.model.UnsupportedFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tars of layouts, written and read. */
class OciArchiveTest {
  private final byte[] layerBytes = SavedImages.layer("layer");
  private final byte[] configBytes = SavedImages.config(layerBytes);
  private final Descriptor layer = Descriptor.of(MediaType.OCI_LAYER_TAR, layerBytes);
  private final Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, configBytes);
  private final RawManifest manifest =
      new ImageManifest(MediaType.OCI_MANIFEST, null, config, List.of(layer), null, null).toRaw();
  @TempDir Path temp;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = temp.resolve("image.tar");
    write(file, "v1");
    for (String name : new String[] {"v1", null}) {
      try (ImageSource source = OciArchive.source(file, name, temp)) {
        assertThat(source.manifest().bytes()).isEqualTo(manifest.bytes());
        assertThat(source.keepsManifest()).isTrue();
        assertThat(source.openBlob(layer)).hasBinaryContent(layerBytes);
        assertThat(source.openBlob(config)).hasBinaryContent(configBytes);
      }
    }
    assertThatThrownBy(() -> OciArchive.source(file, "v2", temp))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("oci-archive:" + file + " has no image v2; there are: v1");
  }

  @Test
  void theEntriesAreThoseOfSkopeo() throws IOException {
    Path file = temp.resolve("image.tar");
    write(file, "v1");
    List<String> names = new ArrayList<>();
    try (TarFile tar = new TarFile(file)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        names.add("%o %s".formatted(entry.getMode(), entry.getName()));
        assertThat(entry.getLastModifiedTime().toMillis()).isZero();
      }
    }
    assertThat(names)
        .containsExactly(
            "755 blobs/",
            "755 blobs/sha256/",
            "644 blobs/sha256/" + layer.digest().hex(),
            "644 blobs/sha256/" + config.digest().hex(),
            "644 blobs/sha256/" + manifest.digest().hex(),
            "644 index.json",
            "644 oci-layout");
  }

  @Test
  void anArchiveThatIsThereIsReplacedOnceTheNewOneIsWhole() throws IOException {
    Path file = Files.writeString(temp.resolve("image.tar"), "old");
    try (ImageSink sink = OciArchive.sink(file, null)) {
      put(sink, layer, layerBytes);
      assertThat(file).hasContent("old");
    }
    assertThat(file).hasContent("old");
    assertThat(temp.toFile().list()).containsExactly("image.tar");
    write(file, null);
    assertThat(temp.toFile().list()).containsExactly("image.tar");
    try (ImageSource source = OciArchive.source(file, null, temp)) {
      assertThat(source.manifest().digest()).isEqualTo(manifest.digest());
    }
  }

  @Test
  void aBlobThatFailsInTheMiddleLeavesNoArchive() throws IOException {
    Path file = temp.resolve("image.tar");
    try (ImageSink sink = OciArchive.sink(file, null);
        ImageSource broken = new Broken()) {
      assertThatThrownBy(() -> sink.copyBlob(layer, broken, moved -> {}))
          .isInstanceOf(SizeMismatchException.class);
      assertThatThrownBy(() -> sink.publish(manifest)).hasMessageContaining("cannot be finished");
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void aBlobWithAWrongDigestIsNotWritten() throws IOException {
    try (ImageSink sink = OciArchive.sink(temp.resolve("image.tar"), null)) {
      byte[] other = layerBytes.clone();
      other[0] ^= 1;
      assertThatThrownBy(() -> put(sink, layer, other)).isInstanceOf(DigestMismatchException.class);
      assertThat(sink.hasBlob(layer)).isFalse();
      put(sink, layer, layerBytes);
      try (ImageSource source = new Broken()) {
        assertThat(sink.copyBlob(layer, source, moved -> {})).isEqualTo(BlobCopy.PRESENT);
      }
    }
  }

  @Test
  void onlyManifestsOfOciAreWritten() throws IOException {
    RawManifest docker =
        new ImageManifest(MediaType.DOCKER_MANIFEST, null, config, List.of(), null, null).toRaw();
    try (ImageSink sink = OciArchive.sink(temp.resolve("image.tar"), null)) {
      assertThatThrownBy(() -> sink.checkManifest(docker))
          .isInstanceOf(UnsupportedFormatException.class);
    }
  }

  @Test
  void anArchiveInZstdAndInAnyOrderIsRead() throws IOException {
    Path file =
        Files.write(temp.resolve("image.tar"), Zstd.compress(tar(layer).reversed().bytes()));
    try (ImageSource source = OciArchive.source(file, "v1", temp)) {
      assertThat(source.openBlob(layer)).hasBinaryContent(layerBytes);
    }
  }

  @Test
  void aBlobThatIsNotThereOrNotAFileOrDamagedIsRefused() throws IOException {
    String name = "blobs/sha256/" + layer.digest().hex();
    assertRefused(tar(), "is not in \"blobs\" of archive");
    assertRefused(tar().symbolicLink(name, "../../gone"), "is not in \"blobs\" of archive");
    assertRefused(tar().file(name, "short"), "where its descriptor says");
    assertRefused(tar().file(name, new byte[layerBytes.length]), "is corrupt");
    assertRefused(tar(layer).file(name, "other"), "comes twice");
  }

  @Test
  void aFolderOrAMissingFolderIsNoPlaceForAnArchive() {
    assertThatThrownBy(() -> OciArchive.sink(temp, null)).hasMessageContaining("it is a folder");
    assertThatThrownBy(() -> OciArchive.sink(temp.resolve("no/image.tar"), null))
        .isInstanceOf(IOException.class);
  }

  private void assertRefused(TestTar tar, String message) throws IOException {
    Path file = tar.writeTo(temp.resolve("image.tar"));
    try (ImageSource source = OciArchive.source(file, null, temp)) {
      assertThatThrownBy(() -> source.openBlob(layer).readAllBytes())
          .isInstanceOf(OciException.class)
          .hasMessageContaining(message);
    }
  }

  private TestTar tar(Descriptor... blobs) {
    TestTar tar =
        new TestTar()
            .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}\n")
            .file(
                "index.json",
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\""
                    + manifest.mediaType()
                    + "\",\"digest\":\""
                    + manifest.digest()
                    + "\",\"size\":"
                    + manifest.size()
                    + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"v1\"}}]}")
            .file("blobs/sha256/" + manifest.digest().hex(), manifest.bytes());
    for (Descriptor blob : blobs) {
      tar.file("blobs/sha256/" + blob.digest().hex(), layerBytes);
    }
    return tar;
  }

  private void write(Path file, @Nullable String refName) throws IOException {
    try (ImageSink sink = OciArchive.sink(file, refName)) {
      put(sink, layer, layerBytes);
      put(sink, config, configBytes);
      sink.publish(manifest);
    }
  }

  private static void put(ImageSink sink, Descriptor blob, byte[] content) throws IOException {
    try (var writer = sink.newBlob(blob.digest().algorithm())) {
      writer.stream().write(content);
      writer.commit(blob);
    }
  }

  /** Its blobs are shorter than it says. */
  private final class Broken implements ImageSource {
    @Override
    public String describe() {
      return "broken";
    }

    @Override
    public RawManifest manifest() {
      return manifest;
    }

    @Override
    public RawManifest manifest(Descriptor descriptor) {
      return manifest;
    }

    @Override
    public InputStream openBlob(Descriptor descriptor) {
      return new ByteArrayInputStream("half".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }
}
