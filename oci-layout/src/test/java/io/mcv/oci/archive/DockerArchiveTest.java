package io.mcv.oci.archive;

import static io.mcv.oci.archive.SavedImages.config;
import static io.mcv.oci.archive.SavedImages.entry;
import static io.mcv.oci.archive.SavedImages.hex;
import static io.mcv.oci.archive.SavedImages.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.UnsupportedFormatException;
import io.mcv.oci.reference.ImageName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Docker archives in the forms that tools write. */
class DockerArchiveTest {
  private final byte[] one = layer("one");
  private final byte[] two = layer("two");
  @TempDir Path temp;

  @Test
  void theFormOfOldDockers() throws IOException {
    byte[] config = config(one, two, one);
    TestTar tar =
        new TestTar()
            .directory("aaa")
            .file("aaa/VERSION", "1.0")
            .file("aaa/json", "{}")
            .file("aaa/layer.tar", one)
            .directory("bbb")
            .file("bbb/layer.tar", two)
            .directory("ccc")
            .symbolicLink("ccc/layer.tar", "../aaa/layer.tar")
            .file(hex(config) + ".json", config)
            .file(
                "manifest.json",
                "["
                    + entry(
                        hex(config) + ".json",
                        "x:latest",
                        "aaa/layer.tar",
                        "bbb/layer.tar",
                        "ccc/layer.tar")
                    + "]")
            .file("repositories", "{}");
    assertHolds(tar, config, one, two, one);
  }

  @Test
  void theFormOfDockersFrom25On() throws IOException {
    byte[] config = config(one, two);
    String blobs = "blobs/sha256/";
    TestTar tar =
        new TestTar()
            .file(blobs + hex(config), config)
            .file(blobs + hex(one), one)
            .file(blobs + hex(two), two)
            .file("index.json", "{}")
            .file("oci-layout", "{}")
            .file(
                "manifest.json",
                "[" + entry(blobs + hex(config), "x:v1", blobs + hex(one), blobs + hex(two)) + "]");
    assertHolds(tar, config, one, two);
  }

  @Test
  void hardLinksBetweenLayersAndNamesFromTheRoot() throws IOException {
    byte[] config = config(one, one);
    TestTar tar =
        new TestTar()
            .file("./a.tar", one)
            .hardLink("./b/layer.tar", "a.tar")
            .file("./config.json", config)
            .file(
                "./manifest.json", "[" + entry("config.json", "", "a.tar", "./b/layer.tar") + "]");
    assertHolds(tar, config, one, one);
  }

  @Test
  void compressedLayersAreThereAsWhatTheyUnpackTo() throws IOException {
    byte[] config = config(one, two);
    TestTar tar =
        new TestTar()
            .file("1.tar", gzip(one))
            .file("2.tar", Zstd.compress(two))
            .file("c.json", config)
            .file("manifest.json", "[" + entry("c.json", "x:v1", "1.tar", "2.tar") + "]");
    assertHolds(tar, config, one, two);
  }

  @Test
  void entriesInAnyOrder() throws IOException {
    byte[] layer = layer("layer");
    assertHolds(SavedImages.simple().reversed(), config(layer), layer);
  }

  @Test
  void anArchiveInGzipOrZstdIsUnpackedAndNothingStays() throws IOException {
    byte[] layer = layer("layer");
    Path file = temp.resolve("image.tar");
    Path folder = Files.createDirectory(temp.resolve("temporary"));
    byte[] tar = SavedImages.simple().bytes();
    for (byte[] compressed : List.of(gzip(tar), Zstd.compress(tar))) {
      Files.write(file, compressed);
      try (ImageSource source = DockerArchive.source(file, (ImageName) null, folder)) {
        assertHolds(source, config(layer), layer);
      }
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void anImageIsFoundByAnyFormOfItsName() throws IOException {
    Path file = severalImages();
    for (String name : List.of("x", "x:latest", "docker.io/x", "index.docker.io/library/x")) {
      try (ImageSource source = DockerArchive.source(file, ImageName.parse(name), temp)) {
        assertHolds(source, config(one), one);
      }
    }
    try (ImageSource source = DockerArchive.source(file, ImageName.parse("quay.io/t/y:v2"), temp)) {
      assertHolds(source, config(two), two);
    }
    try (ImageSource source = DockerArchive.source(file, 2, temp)) {
      assertHolds(source, config(one, two), one, two);
    }
    assertThat(DockerArchive.tags(file, temp))
        .containsExactly("docker.io/library/x:latest", "quay.io/t/y:v2");
  }

  @Test
  void withSeveralImagesOneMustBeNamed() throws IOException {
    Path file = severalImages();
    assertThatThrownBy(() -> DockerArchive.source(file, (ImageName) null, temp))
        .isInstanceOf(NotFoundException.class)
        .hasMessageEndingWith(
            "add the name of one: docker.io/library/x:latest, quay.io/t/y:v2, @2");
    assertThatThrownBy(() -> DockerArchive.source(file, ImageName.parse("x:v9"), temp))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("has no image x:v9; there are: docker.io/library/x:latest");
    assertThatThrownBy(() -> DockerArchive.source(file, 3, temp))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("has no image @3; there are: ");
  }

  @Test
  void whatIsReadIsVerified() throws IOException {
    byte[] config = config(one);
    Path wrongLayer =
        new TestTar()
            .file("1.tar", two)
            .file("c.json", config)
            .file("manifest.json", "[" + entry("c.json", "", "1.tar") + "]")
            .writeTo(temp.resolve("layer.tar"));
    try (ImageSource source = DockerArchive.source(wrongLayer, (ImageName) null, temp)) {
      assertThatThrownBy(() -> read(source, layers(source).get(0)))
          .isInstanceOf(DigestMismatchException.class);
    }
    Path wrongConfig =
        new TestTar()
            .file("1.tar", one)
            .file(hex(two) + ".json", config)
            .file("manifest.json", "[" + entry(hex(two) + ".json", "", "1.tar") + "]")
            .writeTo(temp.resolve("config.tar"));
    assertThatThrownBy(() -> DockerArchive.source(wrongConfig, (ImageName) null, temp))
        .isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void nothingIsThereUntilTheImageIsWhole() throws IOException {
    Path file = temp.resolve("image.tar");
    Path out = temp.resolve("out.tar");
    SavedImages.simple().writeTo(file);
    try (ImageSource source = DockerArchive.source(file, (ImageName) null, temp);
        ImageSink sink = DockerArchive.sink(out, null)) {
      sink.copyBlob(layers(source).get(0), source, moved -> {});
      assertThat(out).doesNotExist();
    }
    assertThat(temp)
        .isDirectoryContaining("glob:**/image.tar")
        .isDirectoryNotContaining("glob:**/{out,.mcv}*");
  }

  @Test
  void anArchiveThatIsThereIsNotChanged() throws IOException {
    Path file = SavedImages.simple().writeTo(temp.resolve("image.tar"));
    assertThatThrownBy(() -> DockerArchive.sink(file, null))
        .isInstanceOf(java.nio.file.FileSystemException.class)
        .hasMessageContaining("is not changed");
    Files.write(file, new byte[0]);
    DockerArchive.sink(file, null).close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void onlyDockersOwnImagesWithPlainLayersAreWritten() throws IOException {
    byte[] layer = gzip(one);
    byte[] config = config(one);
    Descriptor blob = Descriptor.of(MediaType.DOCKER_LAYER_TAR_GZIP, layer);
    Descriptor configBlob = Descriptor.of(MediaType.DOCKER_CONFIG, config);
    try (ImageSink sink = DockerArchive.sink(temp.resolve("x.tar"), null)) {
      assertThat(sink.form()).isEqualTo(SinkForm.DOCKER_ARCHIVE);
      write(sink, blob, layer);
      write(sink, configBlob, config);
      assertThatThrownBy(() -> sink.publish(manifest(MediaType.DOCKER_MANIFEST, configBlob, blob)))
          .hasMessageContaining("uncompressed");
      assertThatThrownBy(() -> sink.publish(manifest(MediaType.OCI_MANIFEST, configBlob, blob)))
          .isInstanceOf(UnsupportedFormatException.class);
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void aStreamGetsTheSameBytesAsAFile() throws IOException {
    Path from = SavedImages.simple().writeTo(temp.resolve("image.tar"));
    Path file = temp.resolve("out.tar");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ImageName name = ImageName.parse("x");
    copy(from, DockerArchive.sink(file, name));
    copy(from, DockerArchive.sink("podman:x", stream, name, temp));
    assertThat(file).hasBinaryContent(stream.toByteArray());
  }

  @Test
  void blobsOfUnknownSizeGiveTheSameArchive() throws IOException {
    Path from = SavedImages.simple().writeTo(temp.resolve("image.tar"));
    Path copied = temp.resolve("copied.tar");
    Path written = temp.resolve("written.tar");
    copy(from, DockerArchive.sink(copied, null));
    try (ImageSource source = DockerArchive.source(from, (ImageName) null, temp);
        ImageSink sink = DockerArchive.sink(written, null)) {
      Descriptor layer = layers(source).get(0);
      write(sink, layer, read(source, layer));
      Descriptor config = image(source).config();
      write(sink, config, read(source, config));
      sink.publish(source.manifest());
    }
    assertThat(written).hasSameBinaryContentAs(copied);
  }

  private Path severalImages() throws IOException {
    return new TestTar()
        .file("1.tar", one)
        .file("2.tar", two)
        .file("a.json", config(one))
        .file("b.json", config(two))
        .file("c.json", config(one, two))
        .file(
            "manifest.json",
            "["
                + entry("a.json", "x:latest", "1.tar")
                + ","
                + entry("b.json", "quay.io/t/y:v2", "2.tar")
                + ","
                + entry("c.json", "", "1.tar", "2.tar")
                + "]")
        .writeTo(temp.resolve("several.tar"));
  }

  private void assertHolds(TestTar tar, byte[] config, byte[]... layers) throws IOException {
    Path file = tar.writeTo(temp.resolve("image.tar"));
    try (ImageSource source = DockerArchive.source(file, (ImageName) null, temp)) {
      assertHolds(source, config, layers);
    }
  }

  private static void assertHolds(ImageSource source, byte[] config, byte[]... layers)
      throws IOException {
    assertThat(source.keepsManifest()).isFalse();
    ImageManifest image = image(source);
    assertThat(image.config()).isEqualTo(Descriptor.of(MediaType.DOCKER_CONFIG, config));
    assertThat(read(source, image.config())).isEqualTo(config);
    assertThat(image.layers()).hasSize(layers.length);
    for (int i = 0; i < layers.length; i++) {
      Descriptor layer = image.layers().get(i);
      assertThat(layer).isEqualTo(Descriptor.of(MediaType.DOCKER_LAYER_TAR_GZIP, layers[i]));
      assertThat(read(source, layer)).isEqualTo(layers[i]);
    }
  }

  private static ImageManifest image(ImageSource source) throws IOException {
    return (ImageManifest) source.manifest().parse();
  }

  private static List<Descriptor> layers(ImageSource source) throws IOException {
    return image(source).layers();
  }

  private static byte[] read(ImageSource source, Descriptor blob) throws IOException {
    try (InputStream in = source.openBlob(blob)) {
      return in.readAllBytes();
    }
  }

  private void copy(Path from, ImageSink to) throws IOException {
    try (ImageSource source = DockerArchive.source(from, (ImageName) null, temp);
        ImageSink sink = to) {
      for (Descriptor layer : layers(source)) {
        sink.copyBlob(layer, source, moved -> {});
      }
      sink.copyBlob(image(source).config(), source, moved -> {});
      sink.publish(source.manifest());
    }
  }

  private static void write(ImageSink sink, Descriptor blob, byte[] content) throws IOException {
    try (var writer = sink.newBlob(blob.digest().algorithm())) {
      writer.stream().write(content);
      writer.commit(blob);
    }
  }

  private static RawManifest manifest(MediaType type, Descriptor config, Descriptor layer) {
    return new ImageManifest(type, null, config, List.of(layer), null, null).toRaw();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
