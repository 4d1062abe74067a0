package io.mcv.spec.conformance.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OCI layout around an image.
 *
 * @param marker the file {@code oci-layout}; null where it is not looked at
 * @param index the file {@code index.json}; null where it is not looked at
 * @param files all files below the layout but those two, sorted by path, at most {@value
 *     #MAX_FILES}
 */
public record LayoutView(
    @Nullable Document marker, @Nullable Document index, List<LayoutFile> files) {
  /** How many files of a layout are looked at. */
  public static final int MAX_FILES = 100_000;

  /**
   * A file of a layout.
   *
   * @param path from the layout, with slashes, such as {@code blobs/sha256/…}
   * @param size in bytes
   */
  public record LayoutFile(String path, long size) {}

  /** Copies the list. */
  public LayoutView {
    files = List.copyOf(files);
  }

  /** One of the two documents alone. */
  static LayoutView of(Document document) {
    boolean marker = document.kind() == Document.Kind.LAYOUT_MARKER;
    return new LayoutView(marker ? document : null, marker ? null : document, List.of());
  }
}
