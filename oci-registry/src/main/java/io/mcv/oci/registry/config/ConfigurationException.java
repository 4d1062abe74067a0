package io.mcv.oci.registry.config;

import java.io.IOException;
import java.nio.file.Path;

/** A configuration or credential file is wrong, or one that was asked for is not there. */
public final class ConfigurationException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  /**
   * With the words that the user reads.
   *
   * @param file the file
   * @param problem what is wrong with it and what to do; the message begins with the file
   */
  public ConfigurationException(Path file, String problem) {
    super(file + " " + problem);
    this.file = file;
  }

  /** The file. */
  public Path file() {
    return file;
  }
}
