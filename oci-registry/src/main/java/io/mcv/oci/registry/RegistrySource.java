package io.mcv.oci.registry;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.VerifyingInputStream;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.reference.ImageName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * One image in a registry, pinned to the digest that its tag had.
 *
 * <p>There may be mirrors: each thing is asked of the first place that has it. A place that could
 * not give the manifest is not asked for anything else.
 */
final class RegistrySource implements ImageSource {
  private final ImageName name;
  private final RawManifest manifest;
  private final List<RegistryRepository> places;
  private final ForeignLayers foreignLayers;
  private final Consumer<String> info;
  private final RegistryAttachments attachments;

  private RegistrySource(
      ImageName name,
      RawManifest manifest,
      List<RegistryRepository> places,
      ForeignLayers foreignLayers,
      Consumer<String> info) {
    this.name = name;
    this.manifest = manifest;
    this.places = places;
    this.foreignLayers = foreignLayers;
    this.info = info;
    this.attachments = new RegistryAttachments(places.get(0), info);
  }

  /**
   * Finds an image.
   *
   * @param places mirrors first, each with the name that the image has there
   * @param info is told of each place that fails
   */
  static RegistrySource open(
      ImageName name,
      List<RegistryRepository> places,
      ForeignLayers foreignLayers,
      Consumer<String> info)
      throws IOException {
    for (int i = 0; ; i++) {
      try {
        RawManifest manifest = places.get(i).manifest(name);
        List<RegistryRepository> rest = places.subList(i, places.size());
        return new RegistrySource(name, manifest, rest, foreignLayers, info);
      } catch (IOException e) {
        leave(places, i, e, info);
      }
    }
  }

  /** The repository that the name means, which is no mirror. */
  RegistryRepository repository() {
    return places.get(places.size() - 1);
  }

  @Override
  public String describe() {
    return "docker://" + name;
  }

  @Override
  public RawManifest manifest() {
    return manifest;
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    if (descriptor.size() > RawManifest.MAX_BYTES) {
      throw new LimitExceededException(
          "manifest "
              + descriptor.digest()
              + " has "
              + descriptor.size()
              + " bytes, more than the "
              + RawManifest.MAX_BYTES
              + " that a manifest may have",
          RawManifest.MAX_BYTES);
    }
    for (int i = 0; ; i++) {
      try {
        return places.get(i).manifest(descriptor.digest());
      } catch (IOException e) {
        leave(places, i, e, info);
      }
    }
  }

  @Override
  public InputStream openBlob(Descriptor descriptor) throws IOException {
    byte[] data = descriptor.data();
    if (data != null && data.length == descriptor.size()) {
      return new VerifyingInputStream(new ByteArrayInputStream(data), descriptor);
    }
    try {
      return new VerifyingInputStream(new BlobDownload(places, descriptor, info), descriptor);
    } catch (NotFoundException e) {
      return new VerifyingInputStream(foreignLayers.open(descriptor, e), descriptor);
    }
  }

  @Override
  public boolean holdsAttachments() {
    return true;
  }

  @Override
  public List<Attachment> attachments(Digest subject) throws IOException {
    return attachments.of(subject);
  }

  @Override
  public void close() {
    // Connections belong to the client, and each stream is closed by who opened it.
  }

  /** Goes on to the next place, or gives up at the last one. */
  private static void leave(
      List<RegistryRepository> places, int failed, IOException e, Consumer<String> info)
      throws IOException {
    if (failed == places.size() - 1) {
      throw e;
    }
    info.accept(
        e.getMessage()
            + "; mirror "
            + places.get(failed).address()
            + " is left for "
            + places.get(failed + 1).address());
  }
}
