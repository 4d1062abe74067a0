package io.mcv.oci.cosign.encoding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files that a user names: keys, roots, policies, bundles. */
public final class BoundedFile {
  private BoundedFile() {}

  /**
   * Reads all of one.
   *
   * @param limit how many bytes it may have
   * @throws FileSystemException if it has more, is a folder, or cannot be read
   */
  public static byte[] read(Path file, int limit) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder");
    }
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(limit + 1);
    }
    if (content.length > limit) {
      throw new FileSystemException(
          file.toString(), null, "has more than the " + limit + " bytes that are read");
    }
    return content;
  }
}
