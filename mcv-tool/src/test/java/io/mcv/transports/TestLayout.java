package io.mcv.transports;

import io.mcv.oci.layer.Compressor;
import io.mcv.oci.layer.Compressors;
import io.mcv.oci.layer.LayerEntry;
import io.mcv.oci.layer.LayerWriter;
import io.mcv.oci.layer.TarDialect;
import io.mcv.oci.model.ContainerConfig;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LayerCompression;
import io.mcv.oci.model.LayerType;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.RootFs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An OCI layout whose images are put together by hand, each with layers that nothing else has. */
final class TestLayout {
  private final Path folder;
  private final Random random;
  private final List<Descriptor> images = new ArrayList<>();

  TestLayout(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /** A layer with its tar's digest. */
  record Layer(Descriptor blob, Digest diffId) {}

  Path folder() {
    return folder;
  }

  /** Writes a layer with one small file. */
  Layer layer(ManifestFormat format, LayerCompression compression) throws IOException {
    byte[] content = new byte[600];
    random.nextBytes(content);
    Compressor compressor =
        switch (compression) {
          case NONE -> Compressors.none();
          case GZIP -> Compressors.gzip();
          case ZSTD -> Compressors.zstd(3);
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LayerEntry file =
        new LayerEntry.RegularFile(
            "file", 0644, 0, content.length, () -> new ByteArrayInputStream(content));
    Digest diffId = LayerWriter.write(List.of(file), TarDialect.GO, compressor, out).diffId();
    MediaType type = new LayerType(format, compression, false).mediaType();
    return new Layer(blob(type, out.toByteArray()), diffId);
  }

  /** Writes an image of these layers for linux/amd64. */
  Descriptor image(ManifestFormat format, Layer... layers) throws IOException {
    List<Digest> diffIds = List.of(layers).stream().map(Layer::diffId).toList();
    ImageConfig config =
        new ImageConfig(
            null,
            "",
            "amd64",
            "linux",
            "",
            List.of(),
            "",
            ContainerConfig.ofLabels(Map.of("a<b", "c&d")),
            RootFs.ofLayers(diffIds),
            List.of(),
            "");
    return image(format, config.toBytes(ImageConfig.Dialect.IMAGE_SPEC_1_1), layers);
  }

  /** Writes an image with these bytes for a configuration. */
  Descriptor image(ManifestFormat format, byte[] config, Layer... layers) throws IOException {
    return manifest(
        new ImageManifest(
                format.manifest(),
                null,
                blob(format.config(), config),
                List.of(layers).stream().map(Layer::blob).toList(),
                null,
                format == ManifestFormat.OCI ? Map.of("note", "<kept>") : null)
            .toRaw());
  }

  /** Writes an index of these manifests. */
  Descriptor index(ManifestFormat format, Descriptor... manifests) throws IOException {
    return manifest(new ImageIndex(format.index(), null, List.of(manifests), null, null).toRaw());
  }

  Descriptor manifest(RawManifest manifest) throws IOException {
    return blob(manifest.mediaType(), manifest.bytes());
  }

  Descriptor blob(MediaType type, byte[] content) throws IOException {
    Descriptor blob = Descriptor.of(type, content);
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.write(blobs.resolve(blob.digest().hex()), content);
    return blob;
  }

  byte[] content(Descriptor blob) throws IOException {
    return Files.readAllBytes(folder.resolve("blobs/sha256").resolve(blob.digest().hex()));
  }

  /** Gives a manifest or index a name, and tells the reference. */
  String publish(String tag, Descriptor manifest) throws IOException {
    images.add(manifest.withAnnotations(Map.of("org.opencontainers.image.ref.name", tag)));
    ImageIndex index = new ImageIndex(MediaType.OCI_INDEX, null, images, null, null);
    Files.write(folder.resolve("index.json"), index.toLayoutIndex());
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
    return "oci:" + folder + ":" + tag;
  }

  /** Writes an image as {@code dir:} holds it, and tells the reference. */
  String asDirectory(Path directory, Descriptor manifest) throws IOException {
    Files.createDirectories(directory);
    byte[] bytes = content(manifest);
    Files.write(directory.resolve("manifest.json"), bytes);
    Files.writeString(directory.resolve("version"), "Directory Transport Version: 1.1\n");
    if (RawManifest.of(manifest.mediaType(), bytes).parse() instanceof ImageManifest image) {
      copyBlob(image.config(), directory);
      for (Descriptor layer : image.layers()) {
        copyBlob(layer, directory);
      }
    }
    return "dir:" + directory;
  }

  private void copyBlob(Descriptor blob, Path directory) throws IOException {
    Files.write(directory.resolve(blob.digest().hex()), content(blob));
  }
}
