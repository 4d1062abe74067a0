package io.mcv.oci.archive;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.layer.TarWriter;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.UnsupportedFormatException;
import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one image as skopeo does, to the byte where blobs come in the order of the manifest.
 *
 * <pre>
 * HEX.tar              0444   a layer, by its digest, which is its diffID
 * HEX.json             0444   the configuration
 * ID/layer.tar                a link to ../HEX.tar; these three for each layer: {@link LegacyImages}
 * ID/VERSION           0444
 * ID/json              0444
 * manifest.json        0444
 * repositories         0444
 * </pre>
 */
final class DockerArchiveSink implements ImageSink {
  private static final int FILE_MODE = 0444;

  private final String description;
  private final @Nullable ImageName name;
  private final ArchiveWriter archive;

  DockerArchiveSink(String description, ArchiveTarget target, @Nullable ImageName name) {
    this.description = description;
    this.name = name == null ? null : name.withDefaultTag().normalized();
    this.archive = new ArchiveWriter(target, FILE_MODE, new Files());
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public SinkForm form() {
    return SinkForm.DOCKER_ARCHIVE;
  }

  @Override
  public boolean inOrder() {
    return true;
  }

  @Override
  public boolean hasBlob(Descriptor descriptor) {
    return archive.has(descriptor.digest());
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    return archive.newBlob(algorithm);
  }

  @Override
  public BlobCopy copyBlob(Descriptor blob, ImageSource source, LongConsumer progress)
      throws IOException {
    return archive.copy(blob, source, progress);
  }

  @Override
  public void checkManifest(RawManifest manifest) throws IOException {
    if (!manifest.mediaType().equals(MediaType.DOCKER_MANIFEST)) {
      throw new UnsupportedFormatException(
          "a manifest of type "
              + manifest.mediaType()
              + " cannot be written to "
              + description
              + ", which takes single images of docker's schema 2");
    }
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    throw new UnsupportedFormatException(description + " takes single images, no index");
  }

  @Override
  public void publish(RawManifest manifest) throws IOException {
    checkManifest(manifest);
    ImageManifest image = (ImageManifest) manifest.parse();
    List<Digest> layers = image.layers().stream().map(Descriptor::digest).toList();
    byte[] config = archive.kept(image.config().digest());
    if (config == null) {
      throw new UnsupportedFormatException(
          "what is not an image of docker's kind cannot be written to " + description);
    }
    checkLayers(layers, ImageConfig.parse(config).rootfs().diffIds());
    String top = LegacyImages.write(archive, config, layers);
    archive.write(DockerArchive.MANIFEST, manifestJson(image.config().digest(), layers));
    archive.write(DockerArchive.REPOSITORIES, repositories(top));
    archive.publish();
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }

  static String layerName(Digest layer) {
    return layer.hex() + ".tar";
  }

  private static String configName(Digest config) {
    return config.hex() + ".json";
  }

  /** Whoever loads the archive finds the layers by their diffIDs, which only plain tars have. */
  private void checkLayers(List<Digest> layers, @Nullable List<Digest> diffIds)
      throws MalformedDocumentException {
    if (!layers.equals(diffIds == null ? List.of() : diffIds)) {
      throw new MalformedDocumentException(
          "the layers written to "
              + description
              + " are not those of its configuration, uncompressed");
    }
    for (Digest layer : layers) {
      if (!archive.has(layer)) {
        throw new MalformedDocumentException(
            "layer " + layer + " was not written to " + description);
      }
    }
  }

  private byte[] manifestJson(Digest config, List<Digest> layers) {
    return GoJson.compact(
        List.of(
            new GoStruct()
                .put("Config", configName(config))
                .put("RepoTags", name == null ? List.of() : List.of(name.toString()))
                .put("Layers", layers.stream().map(DockerArchiveSink::layerName).toList())));
  }

  private byte[] repositories(@Nullable String top) {
    return GoJson.compact(
        name == null || top == null
            ? Map.of()
            : Map.of(name.repository(), Map.of(String.valueOf(name.tag()), top)));
  }

  private static final class Files implements ArchiveWriter.Form {
    @Override
    public String name(Descriptor blob, TarWriter tar) {
      return keeps(blob) ? configName(blob.digest()) : layerName(blob.digest());
    }

    @Override
    public boolean keeps(Descriptor blob) {
      MediaType type = blob.mediaType();
      return type.equals(MediaType.DOCKER_CONFIG) || type.equals(MediaType.OCI_CONFIG);
    }
  }
}
