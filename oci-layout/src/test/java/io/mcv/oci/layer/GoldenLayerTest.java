package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Layers that buildah and docker made, made again. */
class GoldenLayerTest {
  private static final String IMG1 =
      "buildah-golden/img1/blobs/sha256/"
          + "bfb588f50e288f6f592cb274be4105e0c50e0328a842f42686659692c57cfb36";
  private static final String IMG3 =
      "buildah-golden/img3/blobs/sha256/"
          + "56a58608ce8db70a9bdedad9c70eca457cebc5284681cd5e9f4e7d3093d37ef7";
  private static final String RICH =
      "buildah-golden/rich/blobs/sha256/"
          + "8d2e6bf1e30357854ad4ee36ecc5a6213438756ce43fd79416e762a17fde2369";

  /** Owners, devices and a name that is not UTF-8: what no cache has and nobody writes here. */
  private static final Set<String> NOT_WRITTEN =
      Set.of("bad", "bdev", "biguid", "cdev", "fifo", "uid1000");

  private static final String MANIFEST =
      """
      [
        {
          "hash": "6088b9b2e5149e06670bcec5bb3df8c56758f20ec349dd5f77f1507fe7cdf5fa",
          "backend": "hip",
          "arch": "gfx90a",
          "warp_size": 64,
          "num_stages": 2,
          "num_warps": 4,
          "dummy_key": "049765a0815d7c5d44f663709bb813c4db6350c0eca7b79e9372d513daa57c58"
        }
      ]""";

  @Test
  void theTreeOfTheGoldenContextIsTheLayerOfBuildah() throws IOException {
    byte[] golden = Files.readAllBytes(SharedData.path(IMG1));
    List<LayerEntry> entries = goldenContext();
    int fifo = entries.indexOf(new LayerEntry.Directory("fifo", 0644, 0));
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    layer.writeBytes(entriesOnly(entries.subList(0, fifo)));
    layer.writeBytes(fifoHeader());
    layer.writeBytes(
        Layers.write(
            entries.subList(fifo + 1, entries.size()),
            TarDialect.BUILDAH_1_28,
            Compressors.none()));

    byte[] written = layer.toByteArray();

    assertThat(Digest.sha256(written).hex())
        .isEqualTo("bfb588f50e288f6f592cb274be4105e0c50e0328a842f42686659692c57cfb36");
    assertThat(written).isEqualTo(golden).hasSize(28160);
  }

  @Test
  void whatIsReadFromALayerOfBuildahIsWrittenBackToTheByte() throws IOException {
    for (String layer : List.of(IMG1, IMG3, RICH)) {
      byte[] golden = withoutEntries(Files.readAllBytes(SharedData.path(layer)), NOT_WRITTEN);

      List<LayerEntry> entries = Layers.read(golden).stream().map(Layers::toWrite).toList();

      assertThat(Layers.write(entries, TarDialect.BUILDAH_1_28, Compressors.none()))
          .as(layer)
          .isEqualTo(golden);
    }
  }

  @Test
  void theCacheLayerOfTheDockerSeedIsMadeAgain() throws IOException {
    List<LayerEntry> entries = cacheTree(1748444973);

    byte[] layer = Layers.write(entries, TarDialect.DOCKER, Compressors.none());

    assertThat(layer).hasSize(91648);
    assertThat(Digest.sha256(layer).hex())
        .isEqualTo("fe1632cee6d6de159c5c36233c73fbbaa9196af69d771fe016ae4b3a0b6ea698");
  }

  @Test
  void theManifestLayerOfTheDockerSeedIsMadeAgain() throws IOException {
    byte[] layer = Layers.write(manifestTree(1748444973), TarDialect.DOCKER, Compressors.none());

    assertThat(layer).hasSize(2560);
    assertThat(Digest.sha256(layer).hex())
        .isEqualTo("a53fd74714b8956ec2d2e02c4c262e6800bc45b0a8f5e339923ea3baa2d1f1ff");
  }

  @Test
  void theSquashedLayerOfTheBuildahSeedIsMadeAgain() throws IOException {
    List<LayerEntry> entries = new ArrayList<>(cacheTree(1748447117));
    entries.addAll(manifestTree(1748447117));

    byte[] layer = Layers.write(entries, TarDialect.SQUASHED, Compressors.none());

    assertThat(layer).hasSize(93184);
    assertThat(Digest.sha256(layer).hex())
        .isEqualTo("ef89050f71ecc3dc925f14c12d2fd406c067f78987eed36a1176b19499c8ea20");
  }

  /** What {@code mkctx.py} makes, as {@code buildah copy} lists it; a folder for the FIFO. */
  private static List<LayerEntry> goldenContext() {
    String p120 = "b/" + "p".repeat(120);
    String p160 = "b/" + "p".repeat(160);
    String q99 = "/" + "q".repeat(99);
    byte[] deep = new byte[900];
    for (int i = 0; i < deep.length; i++) {
      deep[i] = (byte) (i % 3);
    }
    return List.of(
        Layers.file("Z_hard", "hello\n"),
        new LayerEntry.HardLink("a.txt", 0644, 0, "Z_hard"),
        new LayerEntry.Directory("b", 0755, 0),
        new LayerEntry.Directory("b/c", 0755, 0),
        new LayerEntry.Directory("b/c/d", 0755, 0),
        Layers.file("b/c/d/deep.bin", deep, 0644, 0),
        Layers.file("b/exec.sh", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), 0755, 0),
        new LayerEntry.Directory(p120, 0755, 0),
        Layers.file(p120 + q99, "splitable"),
        new LayerEntry.Directory(p160, 0755, 0),
        Layers.file(p160 + q99, "prefixtoolong"),
        Layers.file("b/zero", ""),
        Layers.file("biguid", "x"),
        new LayerEntry.Directory("empty", 0700, 0),
        new LayerEntry.Directory("fifo", 0644, 0),
        Layers.file("n".repeat(100), "long100"),
        Layers.file("n".repeat(101), "long101"),
        new LayerEntry.Directory("sticky", 01777, 0),
        Layers.file("suid", "x".getBytes(StandardCharsets.UTF_8), 04755, 0),
        new LayerEntry.SymbolicLink("sym", 0, "a.txt"),
        new LayerEntry.SymbolicLink("symlong", 0, "x".repeat(120)),
        new LayerEntry.Directory("u", 0755, 0),
        Layers.file("u/h\u00e9llo.txt", "nonascii"),
        Layers.file("uid1000", "x"),
        withAttribute(Layers.file("xat", "x"), "user.foo", "bar"),
        new LayerEntry.HardLink("z_hard", 0644, 0, "Z_hard"));
  }

  private static LayerEntry withAttribute(LayerEntry.RegularFile file, String name, String value) {
    return new LayerEntry.RegularFile(
        file.path(),
        file.mode(),
        file.modifiedSeconds(),
        file.size(),
        file.content(),
        Map.of(name, value.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] fifoHeader() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarOutput tar = new TarOutput(out)) {
      new TarHeaderWriter(tar)
          .write(new TarHeader(TarType.FIFO, "fifo", 0010644, 0, 0, "", Map.of()));
      tar.finish();
    }
    return Arrays.copyOf(out.toByteArray(), TarField.BLOCK_SIZE);
  }

  private static byte[] entriesOnly(List<LayerEntry> entries) throws IOException {
    byte[] layer = Layers.write(entries, TarDialect.BUILDAH_1_28, Compressors.none());
    return Arrays.copyOf(layer, layer.length - 2 * TarField.BLOCK_SIZE);
  }

  /** Leaves out entries, by the name in their own header block, and their PAX headers. */
  private static byte[] withoutEntries(byte[] tar, Set<String> names) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int start = 0;
    int position = 0;
    while (tar[position] != 0) {
      byte[] block = Arrays.copyOfRange(tar, position, position + TarField.BLOCK_SIZE);
      TarHeaderBlock header = TarHeaderBlock.parse(block, new TarPlace("tar", position));
      position += TarField.BLOCK_SIZE + (int) header.size() + TarField.padding(header.size());
      if (header.typeflag() != TarType.PAX) {
        if (!names.contains(new String(header.name(), StandardCharsets.ISO_8859_1))) {
          kept.write(tar, start, position - start);
        }
        start = position;
      }
    }
    kept.write(tar, position, tar.length - position);
    return kept.toByteArray();
  }

  /** The ROCm example as mcv packed it: the group file rewritten, everything 0644. */
  private static List<LayerEntry> cacheTree(long modified) throws IOException {
    Path cache = SharedData.path("caches/vector-add-cache-rocm");
    List<LayerEntry> entries = new ArrayList<>();
    entries.add(new LayerEntry.Directory("io.triton.cache", 0755, modified));
    for (Path key : children(cache)) {
      String folder = "io.triton.cache/" + key.getFileName();
      entries.add(new LayerEntry.Directory(folder, 0755, modified));
      for (Path file : children(key)) {
        String name = file.getFileName().toString();
        byte[] content =
            name.startsWith("__grp__")
                ? sanitizedGroup().getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(file);
        entries.add(Layers.file(folder + "/" + name, content, 0644, modified));
      }
    }
    return entries;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static List<LayerEntry> manifestTree(long modified) {
    return List.of(
        new LayerEntry.Directory("io.triton.manifest", 0755, modified),
        Layers.file(
            "io.triton.manifest/manifest.json",
            MANIFEST.getBytes(StandardCharsets.UTF_8),
            0644,
            modified));
  }

  private static String sanitizedGroup() {
    String key = "MCELTMXFCSPAMZYLZ3C3WPPYYVTVR4QOYNE52X3X6FIH7Z6N6X5A";
    StringBuilder json = new StringBuilder("{\n  \"child_paths\": {\n");
    for (String file : List.of("amdgcn", "hsaco", "json", "llir", "ttgir", "ttir")) {
      json.append(
              "    \"add_kernel.%s\": \".triton/cache/%s/add_kernel.%s\""
                  .formatted(file, key, file))
          .append(file.equals("ttir") ? "\n" : ",\n");
    }
    return json.append("  }\n}").toString();
  }
}
