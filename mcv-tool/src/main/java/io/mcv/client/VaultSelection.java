package io.mcv.client;

import io.mcv.oci.layout.LayoutImage;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Printable;
import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds images of the vault by what a user calls them. */
final class VaultSelection {
  private static final int SHORTEST_ID = 4;
  private static final int NAMES_IN_MESSAGE = 20;

  private final Path vault;
  private final List<LayoutImage> images;
  private final Description description;

  VaultSelection(Path vault, List<LayoutImage> images, Description description) {
    this.vault = vault;
    this.images = images;
    this.description = description;
  }

  /** Reads what an entry names. */
  interface Description {
    VaultImage of(LayoutImage image) throws IOException;
  }

  /**
   * The entries that a name means, else the one that an id does.
   *
   * @throws NotFoundException if there is none, or an id is that of several
   */
  List<LayoutImage> select(String nameOrId) throws IOException {
    List<LayoutImage> found = byName(nameOrId);
    if (found.isEmpty()) {
      found = byId(nameOrId);
    }
    if (found.isEmpty()) {
      List<String> names = names(images);
      throw new NotFoundException(missing(Printable.of(nameOrId), vault, names), names);
    }
    return found;
  }

  /** That an image is not in the vault, and what is. */
  static String missing(String image, Path vault, List<String> names) {
    String there =
        names.isEmpty()
            ? "which holds no image with a name"
            : "which holds " + Printable.line(shown(names));
    return image + " is not in the vault " + vault + ", " + there;
  }

  static List<String> names(List<LayoutImage> images) {
    return images.stream().map(LayoutImage::refName).filter(Objects::nonNull).toList();
  }

  private List<LayoutImage> byName(String text) {
    ImageName name;
    try {
      name = ImageName.parse(text).withDefaultTag();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    return images.stream()
        .filter(image -> image.refName() != null && NameSearch.isMeant(image, name))
        .toList();
  }

  private List<LayoutImage> byId(String text) throws IOException {
    String digits = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
    List<LayoutImage> found = new ArrayList<>();
    if (digits.length() >= SHORTEST_ID) {
      for (LayoutImage image : images) {
        VaultImage described = description.of(image);
        if (begins(described.id(), digits) || begins(described.digest(), digits)) {
          found.add(image);
        }
      }
    }
    if (found.size() > 1) {
      List<String> names = found.stream().map(VaultSelection::nameOrDigest).toList();
      throw new NotFoundException(
          Printable.of(text)
              + " is not one image of the vault "
              + vault
              + " but several: "
              + Printable.line(shown(names))
              + "; name the one that is meant",
          names);
    }
    return found;
  }

  private static boolean begins(@Nullable Digest digest, String digits) {
    return digest != null && digest.hex().startsWith(digits);
  }

  private static String nameOrDigest(LayoutImage image) {
    return Objects.requireNonNullElseGet(
        image.refName(), () -> image.descriptor().digest().toString());
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_IN_MESSAGE)));
    return names.size() > NAMES_IN_MESSAGE ? first + ", …" : first;
  }
}
