package io.mcv.oci.archive;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Printable;
import io.mcv.oci.model.UnsupportedFormatException;
import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the {@code manifest.json} of a docker archive.
 *
 * @param config name of its configuration in the archive
 * @param tags whole names with their tags, as docker means them
 * @param layers names of its layers in the archive, lowest first
 */
record SavedImage(String config, List<ImageName> tags, List<String> layers) {
  private static final int MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
  private static final int NAMES_IN_MESSAGE = 20;

  SavedImage {
    tags = List.copyOf(tags);
    layers = List.copyOf(layers);
  }

  /** All entries, in their order. */
  static List<SavedImage> readAll(TarIndex archive) throws IOException {
    try {
      List<SavedImage> images = new ArrayList<>();
      byte[] json = archive.read(DockerArchive.MANIFEST, MAX_MANIFEST_BYTES);
      for (JsonObject image : Json.parseObjects(json)) {
        images.add(new SavedImage(image.string("Config"), tags(image), texts(image, "Layers")));
      }
      return images;
    } catch (NoSuchFileException e) {
      throw notSaved(archive);
    } catch (JsonException e) {
      throw new MalformedDocumentException(
          archive.locate(DockerArchive.MANIFEST) + " is wrong: " + Printable.of(e.getMessage()), e);
    }
  }

  /**
   * The image that is meant.
   *
   * @param name one of its tags; null for the only image
   * @param archive the archive, for messages
   */
  static SavedImage choose(List<SavedImage> images, @Nullable ImageName name, String archive)
      throws NotFoundException {
    if (name == null) {
      if (images.size() == 1) {
        return images.get(0);
      }
      String problem =
          images.isEmpty() ? " holds no images" : " holds several images, add the name of one: ";
      throw notFound(archive + problem, images);
    }
    ImageName wanted = name.withDefaultTag().normalized();
    for (SavedImage image : images) {
      if (image.tags.contains(wanted)) {
        return image;
      }
    }
    throw notFound(archive + " has no image " + name + "; there are: ", images);
  }

  /** The image at a place, counted from 0. */
  static SavedImage at(List<SavedImage> images, int index, String archive)
      throws NotFoundException {
    if (index < images.size()) {
      return images.get(index);
    }
    throw notFound(archive + " has no image @" + index + "; there are: ", images);
  }

  private static NotFoundException notFound(String problem, List<SavedImage> images) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      List<ImageName> tags = images.get(i).tags;
      if (tags.isEmpty()) {
        names.add("@" + i);
      }
      tags.forEach(tag -> names.add(tag.toString()));
    }
    String shown = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_IN_MESSAGE)));
    return new NotFoundException(
        problem + shown + (names.size() > NAMES_IN_MESSAGE ? ", …" : ""), names);
  }

  private static IOException notSaved(TarIndex archive) {
    String what = archive.locate("") + " has no " + DockerArchive.MANIFEST;
    if (archive.has("oci-layout")) {
      return new MalformedDocumentException(
          what + ": it is one of an OCI layout; use oci-archive:");
    }
    return archive.has(DockerArchive.REPOSITORIES)
        ? new UnsupportedFormatException(
            what + ": a docker before 1.10 wrote it; load it into a newer one and save it again")
        : new MalformedDocumentException(what + ": it is not what docker save writes");
  }

  private static List<ImageName> tags(JsonObject image) throws JsonException {
    List<ImageName> tags = new ArrayList<>();
    for (String tag : texts(image, "RepoTags")) {
      try {
        tags.add(ImageName.parse(tag).withDefaultTag().normalized());
      } catch (IllegalArgumentException e) {
        throw new JsonException(image.path("RepoTags") + " is wrong: " + e.getMessage());
      }
    }
    return tags;
  }

  private static List<String> texts(JsonObject image, String name) throws JsonException {
    List<String> texts = image.optionalStrings(name);
    return texts == null ? List.of() : texts;
  }
}
