package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerWriterTest {
  private static final List<LayerEntry> TREE =
      List.of(
          new LayerEntry.Directory("d", 01755, 1),
          Layers.file("d/" + "f".repeat(150), "long".getBytes(StandardCharsets.UTF_8), 04711, -7),
          new LayerEntry.SymbolicLink("d/sym", 3, "\u00fc".repeat(60)),
          new LayerEntry.HardLink("d/hard", 0644, 10413792000L, "d/" + "f".repeat(150)),
          Layers.file("p".repeat(120) + "/" + "q".repeat(99), "split"),
          Layers.file("\u65e5\u672c/\u8a9e", "x".repeat(513)));

  @Test
  void anEmptyLayerIsTheTrailer() throws IOException {
    assertThat(Layers.tar()).isEqualTo(new byte[1024]);
  }

  @Test
  void theDialectDecidesOnTypeBitsAndSlash() throws IOException {
    LayerEntry directory = new LayerEntry.Directory("d", 0755, 0);

    assertThat(nameAndMode(directory, TarDialect.GO)).isEqualTo("d/ 0000755");
    assertThat(nameAndMode(directory, TarDialect.DOCKER)).isEqualTo("d/ 0000755");
    assertThat(nameAndMode(directory, TarDialect.BUILDAH_1_28)).isEqualTo("d/ 0040755");
    assertThat(nameAndMode(directory, TarDialect.SQUASHED)).isEqualTo("d 0000755");
  }

  @Test
  void typeBitsTellTheType() throws IOException {
    LayerEntry file = Layers.file("f", "");
    LayerEntry symbolicLink = new LayerEntry.SymbolicLink("s", 0, "t");
    LayerEntry hardLink = new LayerEntry.HardLink("h", 0600, 0, "f");

    assertThat(nameAndMode(file, TarDialect.BUILDAH_1_28)).isEqualTo("f 0100644");
    assertThat(nameAndMode(symbolicLink, TarDialect.BUILDAH_1_28)).isEqualTo("s 0120777");
    assertThat(nameAndMode(hardLink, TarDialect.BUILDAH_1_28)).isEqualTo("h 0100600");
  }

  @Test
  void digestAndSizeAreThoseOfTheTarWhateverTheCompressor() throws IOException {
    byte[] tar = Layers.write(TREE, TarDialect.GO, Compressors.none());
    for (Compressor compressor : compressors()) {
      LayerDigest digest =
          LayerWriter.write(TREE, TarDialect.GO, compressor, new ByteArrayOutputStream());

      assertThat(digest).isEqualTo(new LayerDigest(Digest.sha256(tar), tar.length));
    }
  }

  @Test
  void theSameEntriesGiveTheSameBytesHoweverTheirContentIsRead() throws IOException {
    byte[] content = new byte[200_000];
    Arrays.fill(content, 70_000, 130_000, (byte) 'x');
    LayerEntry whole = Layers.file("f", content, 0644, 0);
    LayerEntry trickling =
        new LayerEntry.RegularFile("f", 0644, 0, content.length, () -> new Trickle(content));
    for (Compressor compressor : compressors()) {
      assertThat(Layers.write(List.of(trickling), TarDialect.GO, compressor))
          .isEqualTo(Layers.write(List.of(whole), TarDialect.GO, compressor));
    }
  }

  @Test
  void commonsCompressReadsWhatWasWritten() throws IOException {
    byte[] layer = Layers.write(TREE, TarDialect.BUILDAH_1_28, Compressors.none());
    List<String> entries = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(layer), "UTF-8")) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        entries.add(
            "%s %o %d %s %s"
                .formatted(
                    entry.getName(),
                    entry.getMode(),
                    entry.getLastModifiedTime().toInstant().getEpochSecond(),
                    entry.getLinkName(),
                    new String(tar.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }

    String longName = "d/" + "f".repeat(150);
    assertThat(entries)
        .containsExactly(
            "d/ 41755 1  ",
            longName + " 104711 -7  long",
            "d/sym 120777 3 " + "\u00fc".repeat(60) + " ",
            "d/hard 100644 10413792000 " + longName + " ",
            "p".repeat(120) + "/" + "q".repeat(99) + " 100644 0  split",
            "\u65e5\u672c/\u8a9e 100644 0  " + "x".repeat(513));
  }

  @Test
  void gnuTarListsWhatWasWritten(@TempDir Path folder) throws Exception {
    if (!gnuTarIsHere()) {
      SharedData.skip("no GNU tar on PATH");
    }
    Path layer = folder.resolve("layer.tar");
    Files.write(layer, Layers.write(TREE, TarDialect.GO, Compressors.none()));

    String listing =
        run("tar", "--utc", "--full-time", "--numeric-owner", "-tvf", layer.toString());

    assertThat(listing.lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "drwxr-xr-t 0/0 0 1970-01-01 00:00:01 d/",
            "-rws--x--x 0/0 4 1969-12-31 23:59:53 d/" + "f".repeat(150),
            "lrwxrwxrwx 0/0 0 1970-01-01 00:00:03 d/sym -> " + "\u00fc".repeat(60),
            "hrw-r--r-- 0/0 0 2300-01-01 00:00:00 d/hard link to d/" + "f".repeat(150),
            "-rw-r--r-- 0/0 5 1970-01-01 00:00:00 " + "p".repeat(120) + "/" + "q".repeat(99),
            "-rw-r--r-- 0/0 513 1970-01-01 00:00:00 \u65e5\u672c/\u8a9e");
  }

  @Test
  void aFileThatBecameShorterIsRefused() {
    assertChanged(new LayerEntry.RegularFile("d/f", 0644, 0, 4, content("abc")));
  }

  @Test
  void aFileThatBecameLongerIsRefused() {
    assertChanged(new LayerEntry.RegularFile("d/f", 0644, 0, 2, content("abc")));
    assertChanged(new LayerEntry.RegularFile("d/f", 0644, 0, 0, content("abc")));
  }

  @Test
  void theOutputStaysOpen() throws IOException {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    for (Compressor compressor : compressors()) {
      LayerWriter.write(TREE, TarDialect.GO, compressor, out);
    }
  }

  @Test
  void gzipHasTheHeaderOfGoUnlessItIsZlibs() throws IOException {
    assertThat(gzipHeader(Compressors.gzip())).isEqualTo("1f8b080000096e8800ff");
    assertThat(gzipHeader(Compressors.jdkGzip(6))).isEqualTo("1f8b08000000000000ff");
  }

  private static String gzipHeader(Compressor compressor) throws IOException {
    byte[] layer = Layers.write(TREE, TarDialect.GO, compressor);
    return HexFormat.of().formatHex(layer, 0, 10);
  }

  @Test
  void compressorsKnowTheirNameAndMediaType() {
    assertThat(compressors())
        .extracting(Compressor::name)
        .containsExactly("none", "gzip", "gzip", "gzip", "zstd");
    assertThat(compressors())
        .extracting(Compressor::mediaType)
        .containsExactly(
            MediaType.OCI_LAYER_TAR,
            MediaType.OCI_LAYER_TAR_GZIP,
            MediaType.OCI_LAYER_TAR_GZIP,
            MediaType.OCI_LAYER_TAR_GZIP,
            MediaType.OCI_LAYER_TAR_ZSTD);
    assertThatIllegalArgumentException().isThrownBy(() -> Compressors.zstd(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Compressors.zstd(23));
    assertThatIllegalArgumentException().isThrownBy(() -> Compressors.jdkGzip(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Compressors.jdkGzip(10));
    assertThatIllegalArgumentException().isThrownBy(() -> Compressors.gzip(Runnable::run, 0));
  }

  @Test
  void aPathThatIsNotPlainIsNoEntry() {
    for (String path :
        List.of("", "/a", "a/", "a//b", ".", "./a", "a/..", "../a", "a\0b", "a\ud800")) {
      assertThatIllegalArgumentException()
          .as(path)
          .isThrownBy(() -> new LayerEntry.Directory(path, 0755, 0));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerEntry.HardLink("h", 0644, 0, "../f"));
    assertThatIllegalArgumentException().isThrownBy(() -> new LayerEntry.SymbolicLink("s", 0, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new LayerEntry.Directory("d", 010000, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerEntry.Directory("d", 0755, 0, Map.of("a=b", new byte[0])));
  }

  static List<Compressor> compressors() {
    return List.of(
        Compressors.none(),
        Compressors.gzip(),
        Compressors.gzip(Runnable::run, 1),
        Compressors.jdkGzip(9),
        Compressors.zstd(3));
  }

  private static void assertChanged(LayerEntry.RegularFile file) {
    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(() -> Layers.tar(file))
        .withMessageContaining("\"d/f\" changed while it was read")
        .matches(e -> e.path().equals("d/f"));
  }

  private static Content content(String text) {
    return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String nameAndMode(LayerEntry entry, TarDialect dialect) throws IOException {
    byte[] layer = Layers.write(List.of(entry), dialect, Compressors.none());
    String name = new String(layer, 0, 100, StandardCharsets.UTF_8);
    String mode = new String(layer, TarField.MODE.offset, 7, StandardCharsets.UTF_8);
    return name.substring(0, name.indexOf('\0')) + " " + mode;
  }

  private static boolean gnuTarIsHere() throws InterruptedException {
    try {
      return run("tar", "--version").contains("GNU tar");
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Gives its bytes in pieces of 1 to 7000. */
  private static final class Trickle extends FilterInputStream {
    private int piece;

    Trickle(byte[] content) {
      super(new ByteArrayInputStream(content));
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      piece = piece * 3 % 7000 + 1;
      return in.read(bytes, offset, Math.min(length, piece));
    }
  }
}
