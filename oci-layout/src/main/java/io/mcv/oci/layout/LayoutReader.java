package io.mcv.oci.layout;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a layout, in whatever its files lie. Nothing is kept in memory: every call sees the layout
 * as it then is.
 */
public final class LayoutReader {
  private static final int MARKER_MAX_BYTES = 4096;
  private static final int NAMES_IN_MESSAGE = 20;

  private final String place;
  private final LayoutFiles files;
  private final Blobs blobs;

  /**
   * Reads these files.
   *
   * @param place the reference of the layout without the name of an image, such as {@code oci:PATH}
   * @param files closed with each source, so that those of an archive serve one source alone
   */
  public LayoutReader(String place, LayoutFiles files) {
    this.place = place;
    this.files = files;
    this.blobs = Blobs.ofLayout(files);
  }

  /**
   * Says no to what is not a layout.
   *
   * @throws MalformedDocumentException if it is not an OCI layout of version 1.0.0
   */
  public void check() throws IOException {
    String version;
    try {
      byte[] marker = files.read(LayoutDocuments.MARKER, MARKER_MAX_BYTES);
      version = Json.parseObject(marker).string("imageLayoutVersion");
    } catch (NoSuchFileException e) {
      throw notLayout(
          "it has no file "
              + LayoutDocuments.MARKER
              + "; name what holds it and "
              + LayoutIndex.NAME);
    } catch (JsonException e) {
      throw notLayout(
          "its file " + LayoutDocuments.MARKER + " is wrong: " + Printable.of(e.getMessage()));
    }
    if (!version.equals(LayoutDocuments.VERSION)) {
      throw notLayout(
          "its version is "
              + Printable.of(version)
              + ", only "
              + LayoutDocuments.VERSION
              + " is defined");
    }
    try {
      files.size(LayoutIndex.NAME);
    } catch (NoSuchFileException e) {
      throw notLayout("it has no " + LayoutIndex.NAME + "; copy the image into it again");
    }
  }

  /**
   * The entries of index.json, in its order. Names need not differ, and may be missing.
   *
   * @throws MalformedDocumentException if index.json is not what it must be
   */
  public List<LayoutImage> images() throws IOException {
    return LayoutIndex.images(files);
  }

  /**
   * Opens an image for reading.
   *
   * @param refName its name in this layout, mostly a tag; null for the only image of the layout,
   *     besides what belongs to it, such as signatures
   * @throws NotFoundException if there is no such image, or for null not exactly one; its
   *     candidates are the names there are
   */
  public ImageSource source(@Nullable String refName) throws IOException {
    List<LayoutImage> images = images();
    LayoutImage only = refName == null ? only(images) : null;
    if (only != null) {
      return new LayoutSource(describe((String) null), only.descriptor(), this);
    }
    for (LayoutImage image : images) {
      if (refName != null && refName.equals(image.refName())) {
        return new LayoutSource(describe(refName), image.descriptor(), this);
      }
    }
    throw notFound(refName, images);
  }

  /**
   * Opens any manifest or index whose blob is in the layout, whether index.json names it or not.
   *
   * @throws NotFoundException if there is no such blob
   * @throws MalformedDocumentException if the blob is something else
   */
  public ImageSource source(Digest digest) throws IOException {
    for (LayoutImage image : images()) {
      if (image.descriptor().digest().equals(digest)) {
        return new LayoutSource(describe(digest), image.descriptor(), this);
      }
    }
    return new LayoutSource(describe(digest), blobs.describe(digest), this);
  }

  Blobs blobs() {
    return blobs;
  }

  void close() throws IOException {
    files.close();
  }

  String describe(@Nullable String refName) {
    return place + (refName == null ? "" : ":" + Printable.of(refName));
  }

  private String describe(Digest digest) {
    return place + "@" + digest;
  }

  private MalformedDocumentException notLayout(String why) {
    return new MalformedDocumentException(files.locate("") + " is not an OCI layout: " + why);
  }

  private NotFoundException notFound(@Nullable String refName, List<LayoutImage> images) {
    List<String> names = images.stream().map(LayoutReader::nameOrDigest).distinct().toList();
    String problem;
    if (images.isEmpty()) {
      problem = " holds no images";
    } else if (refName == null) {
      problem = " holds several images, add the name of one: " + shown(names);
    } else {
      problem = " has no image " + Printable.of(refName) + "; there are: " + shown(names);
    }
    return new NotFoundException(place + problem, names);
  }

  private static @Nullable LayoutImage only(List<LayoutImage> images) {
    List<LayoutImage> alone = images.stream().filter(i -> !LayoutAttachments.isOne(i)).toList();
    List<LayoutImage> candidates = alone.isEmpty() ? images : alone;
    return candidates.size() == 1 ? candidates.get(0) : null;
  }

  private static String nameOrDigest(LayoutImage image) {
    String refName = image.refName();
    return refName == null ? "@" + image.descriptor().digest() : refName;
  }

  private static String shown(List<String> names) {
    String first =
        String.join(", ", names.stream().limit(NAMES_IN_MESSAGE).map(Printable::of).toList());
    int more = names.size() - NAMES_IN_MESSAGE;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
