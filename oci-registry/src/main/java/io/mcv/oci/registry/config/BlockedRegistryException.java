package io.mcv.oci.registry.config;

import io.mcv.oci.reference.ImageName;
import java.io.IOException;
import java.nio.file.Path;

/** The operator of this host forbids a registry, or a part of it. */
public final class BlockedRegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ImageName name;
  private final transient Path file;

  BlockedRegistryException(ImageName name, String prefix, Path file) {
    super(
        name.repository()
            + " cannot be used: "
            + file
            + " blocks "
            + prefix
            + "; take the image from another registry, or change that file");
    this.name = name;
    this.file = file;
  }

  /** The image that was asked for. */
  public ImageName name() {
    return name;
  }

  /** The file that blocks it. */
  public Path file() {
    return file;
  }
}
