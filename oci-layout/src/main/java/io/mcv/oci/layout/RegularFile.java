package io.mcv.oci.layout;

import io.mcv.oci.model.MalformedDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads files of a layout that anybody may have made: a link could lead out of the layout, a FIFO
 * would never answer, so regular files only.
 */
final class RegularFile {
  private RegularFile() {}

  /**
   * Bytes of the file.
   *
   * @throws NoSuchFileException if it is not there
   * @throws MalformedDocumentException if it is anything but a regular file
   */
  static long size(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw FileError.of("read", file, e);
    }
    if (!attributes.isRegularFile()) {
      throw new MalformedDocumentException(
          file + " is not a regular file: links, folders and devices are refused in a layout");
    }
    return attributes.size();
  }

  /** Opens a file whose {@link #size} was asked for just before. */
  static InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw FileError.of("read", file, e);
    }
  }
}
