package io.mcv.cli;

import io.mcv.oci.cosign.encoding.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;

/** A file of the command line, which is wrong where it cannot be read. */
final class InputFile {
  private InputFile() {}

  /**
   * Reads all of it.
   *
   * @param limit how many bytes it may have
   * @throws UsageException if it cannot be read, or is longer
   */
  static byte[] read(Path file, int limit) {
    try {
      return BoundedFile.read(file, limit);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What is said of one that cannot be read. */
  static UsageException unreadable(Path file, IOException e) {
    return new UsageException(Failure.of(e, "reading " + file, 0, 0).message());
  }
}
