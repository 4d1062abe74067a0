package io.mcv.oci.archive;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.VerifyingInputStream;
import io.mcv.oci.layer.Decompression;
import io.mcv.oci.layer.LayerException;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One image of a docker archive, under a manifest that is made up. */
final class DockerArchiveSource implements ImageSource {
  private final String description;
  private final TarIndex archive;
  private final byte[] config;
  private final List<Digest> diffIds;
  private final Map<Digest, String> layers = new HashMap<>();
  private @Nullable RawManifest manifest;

  private DockerArchiveSource(
      String description, TarIndex archive, byte[] config, List<Digest> diffIds) {
    this.description = description;
    this.archive = archive;
    this.config = config;
    this.diffIds = diffIds;
  }

  /** Opens it; what it is made of is all there. */
  static DockerArchiveSource open(String description, TarIndex archive, SavedImage image)
      throws IOException {
    try {
      byte[] config = archive.read(image.config(), ImageConfig.MAX_CONFIG_BYTES);
      checkName(image.config(), config);
      List<Digest> diffIds = ImageConfig.parse(config).rootfs().diffIds();
      DockerArchiveSource source =
          new DockerArchiveSource(
              description, archive, config, diffIds == null ? List.of() : diffIds);
      source.addLayers(image.layers());
      return source;
    } catch (NoSuchFileException e) {
      throw new MalformedDocumentException(
          DockerArchive.MANIFEST + " names a file that is not there: " + e.getFile(), e);
    }
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public boolean keepsManifest() {
    return false;
  }

  @Override
  public RawManifest manifest() throws IOException {
    if (manifest == null) {
      List<Descriptor> described = new ArrayList<>();
      for (Digest diffId : diffIds) {
        described.add(Descriptor.of(MediaType.DOCKER_LAYER_TAR_GZIP, diffId, unpackedSize(diffId)));
      }
      manifest =
          new ImageManifest(
                  MediaType.DOCKER_MANIFEST,
                  null,
                  Descriptor.of(MediaType.DOCKER_CONFIG, config),
                  described,
                  null,
                  null)
              .toRaw();
    }
    return manifest;
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    RawManifest only = manifest();
    if (only.digest().equals(descriptor.digest())) {
      return only;
    }
    throw new NotFoundException(description + " has no manifest " + descriptor.digest());
  }

  @Override
  public InputStream openBlob(Descriptor descriptor) throws IOException {
    String layer = layers.get(descriptor.digest());
    if (layer != null) {
      return new VerifyingInputStream(unpacked(layer), descriptor);
    }
    if (Digest.of(descriptor.digest().algorithm(), config).equals(descriptor.digest())) {
      return new VerifyingInputStream(new ByteArrayInputStream(config), descriptor);
    }
    throw new NotFoundException(description + " has no blob " + descriptor.digest());
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }

  /** The same layer may be there several times: whichever is taken, it is verified. */
  private void addLayers(List<String> names) throws IOException {
    if (names.size() != diffIds.size()) {
      throw new MalformedDocumentException(
          description
              + " has "
              + names.size()
              + " layers where its configuration names "
              + diffIds.size()
              + " diffIDs");
    }
    for (int i = 0; i < names.size(); i++) {
      archive.size(names.get(i));
      layers.putIfAbsent(diffIds.get(i), names.get(i));
    }
  }

  /** What only reading tells, where the layer is compressed. */
  private long unpackedSize(Digest diffId) throws IOException {
    String name = layers.getOrDefault(diffId, "");
    long size = archive.size(name);
    try (InputStream in = archive.open(name)) {
      if (Decompression.of(in.readNBytes(Decompression.MAGIC_BYTES)) == Decompression.NONE) {
        return size;
      }
    }
    long limit = ArchiveChannel.maxUnpackedBytes(size);
    long unpacked = 0;
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = unpacked(name)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        unpacked += n;
        if (unpacked > limit) {
          throw new LimitExceededException(
              archive.locate(name) + " unpacks to more than " + limit + " bytes", limit);
        }
      }
    } catch (LayerException e) {
      throw new MalformedDocumentException(String.valueOf(e.getMessage()), e);
    }
    return unpacked;
  }

  private InputStream unpacked(String name) throws IOException {
    return ArchiveChannel.decompress(archive.open(name), archive.locate(name));
  }

  /** Where the name of a configuration is its digest, as everybody has it, it must be right. */
  private static void checkName(String name, byte[] config) throws DigestMismatchException {
    String file = name.substring(name.lastIndexOf('/') + 1);
    String hex = file.endsWith(".json") ? file.substring(0, file.length() - 5) : file;
    Digest expected;
    try {
      expected = Digest.parse("sha256:" + hex);
    } catch (IllegalArgumentException e) {
      return;
    }
    Digest actual = Digest.sha256(config);
    if (!actual.equals(expected)) {
      throw new DigestMismatchException("configuration", expected, actual);
    }
  }
}
