package io.mcv.client;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.CollectedGarbage;
import io.mcv.oci.layout.CollectionRules;
import io.mcv.oci.layout.LayoutImage;
import io.mcv.oci.layout.LayoutProblem;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.OciException;
import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The local store of images that have names instead of places: an OCI layout whose reference names
 * are whole image names with their tags.
 */
public final class Vault {
  private final Path folder;

  Vault(Path folder) {
    this.folder = folder;
  }

  /** Where it is; it need not exist yet. */
  public Path folder() {
    return folder;
  }

  /** Its images, in the order in which they came; none where there is no vault yet. */
  public List<VaultImage> images() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    OciLayout layout = OciLayout.open(folder);
    List<VaultImage> images = new ArrayList<>();
    for (LayoutImage entry : layout.images()) {
      images.add(describe(layout, entry));
    }
    return images;
  }

  /**
   * Takes images out of the vault, all of them or, if one cannot be told, none. Their blobs stay
   * until {@link #collect} takes them.
   *
   * @param images each a name as in {@code NAME[:TAG|@DIGEST]}, or at least four digits that the id
   *     of one image begins with: the digest of its configuration or of its manifest
   * @return what was removed
   * @throws NotFoundException if there is no such image, or several
   */
  public List<VaultImage> remove(List<String> images) throws IOException {
    List<VaultImage> removed = new ArrayList<>();
    if (!Files.exists(folder)) {
      throw new NotFoundException("there is no vault " + folder + " yet, so no image in it");
    }
    OciLayout layout = OciLayout.open(folder);
    VaultSelection selection =
        new VaultSelection(folder, layout.images(), i -> describe(layout, i));
    List<LayoutImage> entries = new ArrayList<>();
    for (String image : images) {
      for (LayoutImage entry : selection.select(image)) {
        if (!entries.contains(entry)) {
          entries.add(entry);
          removed.add(describe(layout, entry));
        }
      }
    }
    layout.remove(entries);
    return removed;
  }

  /**
   * Removes blobs that no image refers to and no command used for some time.
   *
   * @param waiting is run once if somebody writes to the vault, before the wait for the end of that
   * @throws io.mcv.oci.model.MalformedDocumentException if the manifest of an image is damaged;
   *     nothing is removed then
   */
  public CollectedGarbage collect(CollectionRules rules, Runnable waiting) throws IOException {
    return Files.exists(folder)
        ? OciLayout.open(folder).collect(rules, waiting)
        : CollectedGarbage.NONE;
  }

  /** Reads all there is and says what is wrong; nothing for a sound vault, or none. */
  public List<LayoutProblem> verify() throws IOException {
    return Files.exists(folder) ? OciLayout.open(folder).verify() : List.of();
  }

  private static VaultImage describe(OciLayout layout, LayoutImage entry) throws IOException {
    Descriptor descriptor = entry.descriptor();
    ImageName name = name(entry.refName());
    String repository = name == null ? entry.refName() : name.repository();
    String tag = name == null || name.tag() == null ? null : name.tag().toString();
    try (ImageSource source = layout.source(descriptor.digest())) {
      if (!(source.manifest().parse() instanceof ImageManifest manifest)) {
        return new VaultImage(repository, tag, descriptor.digest(), null, null, 0);
      }
      ResolvedImage image =
          new ResolvedImage(source, source.manifest(), source.manifest(), manifest);
      ImageConfig config = image.config();
      long size = manifest.layers().stream().mapToLong(Descriptor::size).sum();
      return new VaultImage(
          repository,
          tag,
          descriptor.digest(),
          manifest.config().digest(),
          config == null ? null : config.created(),
          size);
    } catch (OciException damaged) {
      return new VaultImage(repository, tag, descriptor.digest(), null, null, 0);
    }
  }

  /** The layout may have been filled by another tool: then its names are shown as they are. */
  private static @Nullable ImageName name(@Nullable String refName) {
    try {
      return refName == null ? null : ImageName.parse(refName);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
