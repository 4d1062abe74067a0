package io.mcv.peers;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.ContainerConfig;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.RootFs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A layout put together by hand, for an image of a form that no tool at hand writes. It holds one
 * image, with the tag {@code t}, or several.
 */
final class HandmadeLayout {
  private final Path folder;

  /** A layout in this folder, made when something is written to it. */
  HandmadeLayout(Path folder) {
    this.folder = folder;
  }

  /** How a tool names the parts of an image. */
  enum Form {
    OCI(MediaType.OCI_MANIFEST, MediaType.OCI_CONFIG),
    DOCKER(MediaType.DOCKER_MANIFEST, MediaType.DOCKER_CONFIG);

    private final MediaType manifest;
    private final MediaType config;

    Form(MediaType manifest, MediaType config) {
      this.manifest = manifest;
      this.config = config;
    }
  }

  /** A tar, stored as this media type says: in gzip or plain. */
  record Layer(MediaType mediaType, byte[] tar) {
    private byte[] blob() throws IOException {
      return mediaType.value().endsWith("gzip") ? gzip(tar) : tar;
    }
  }

  /**
   * What an index lists.
   *
   * @param platform {@code os/architecture[/variant]}; null to say nothing of it
   */
  record Listed(Descriptor manifest, @Nullable String platform) {
    private GoStruct json() {
      GoStruct json =
          new GoStruct()
              .put("mediaType", manifest.mediaType().value())
              .put("digest", manifest.digest().toString())
              .put("size", manifest.size());
      if (platform == null) {
        return json;
      }
      String[] parts = platform.split("/");
      GoStruct fields = new GoStruct().put("architecture", parts[1]).put("os", parts[0]);
      return json.put("platform", parts.length < 3 ? fields : fields.put("variant", parts[2]));
    }
  }

  /** Writes an image for linux/amd64, which nothing names yet. */
  Descriptor image(Form form, @Nullable Map<String, String> labels, Layer... layers)
      throws IOException {
    List<Descriptor> blobs = new ArrayList<>();
    List<Digest> diffIds = new ArrayList<>();
    for (Layer layer : layers) {
      blobs.add(blob(layer.mediaType(), layer.blob()));
      diffIds.add(Digest.sha256(layer.tar()));
    }
    ImageConfig config =
        new ImageConfig(
            null,
            "",
            "amd64",
            "linux",
            "",
            List.of(),
            "",
            ContainerConfig.ofLabels(labels),
            RootFs.ofLayers(diffIds),
            List.of(),
            "");
    Descriptor configBlob = blob(form.config, config.toBytes(ImageConfig.Dialect.IMAGE_SPEC_1_0));
    return manifest(new ImageManifest(form.manifest, null, configBlob, blobs, null, null).toRaw());
  }

  /** Writes an index, which nothing names yet. */
  Descriptor index(Listed... manifests) throws IOException {
    GoStruct index =
        new GoStruct()
            .put("schemaVersion", 2L)
            .put("mediaType", MediaType.OCI_INDEX.value())
            .put("manifests", Stream.of(manifests).map(Listed::json).toList());
    return blob(MediaType.OCI_INDEX, GoJson.compact(index));
  }

  /** Writes a manifest or index, which nothing names yet. */
  Descriptor manifest(RawManifest manifest) throws IOException {
    return blob(manifest.mediaType(), manifest.bytes());
  }

  /** Writes a blob. */
  Descriptor blob(MediaType type, byte[] content) throws IOException {
    Descriptor blob = Descriptor.of(type, content);
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.write(blobs.resolve(blob.digest().hex()), content);
    return blob;
  }

  /** Makes a manifest or index the image of this layout. */
  void publish(Descriptor manifest) throws IOException {
    publish(List.of("t"), List.of(manifest));
  }

  /** Makes manifests and indexes the images of this layout, with the tags {@code t0, t1, …}. */
  void publish(List<Descriptor> manifests) throws IOException {
    publish(IntStream.range(0, manifests.size()).mapToObj(i -> "t" + i).toList(), manifests);
  }

  private void publish(List<String> tags, List<Descriptor> manifests) throws IOException {
    List<Descriptor> named = new ArrayList<>();
    for (Descriptor manifest : manifests) {
      String tag = tags.get(named.size());
      named.add(manifest.withAnnotations(Map.of("org.opencontainers.image.ref.name", tag)));
    }
    ImageIndex index = new ImageIndex(MediaType.OCI_INDEX, null, named, null, null);
    Files.write(folder.resolve("index.json"), index.toLayoutIndex());
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
