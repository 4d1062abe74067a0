package io.mcv.oci.layer;

import io.mcv.oci.model.Printable;

/** A file had another size when it was read than when its entry was made. */
public final class ContentChangedException extends LayerException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * With the file.
   *
   * @param path its path in the layer
   */
  public ContentChangedException(String path) {
    super(
        "layer entry \""
            + Printable.of(path)
            + "\" changed while it was read; try again when nothing writes to it");
    this.path = path;
  }

  /** The path in the layer. */
  public String path() {
    return path;
  }
}
