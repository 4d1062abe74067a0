package io.mcv.oci.layout;

import io.mcv.oci.model.LimitExceededException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.SortedMap;

/**
 * The files of an OCI layout, in whatever they lie: a folder, an archive.
 *
 * <p>Names are relative, with slashes, such as {@code blobs/sha256/HEX}. Several threads may open
 * files at once.
 */
public interface LayoutFiles extends Closeable {

  /** Where a file is, or would be, for messages; of the empty name, all of it. */
  String locate(String name);

  /**
   * Bytes of a file.
   *
   * @throws NoSuchFileException if it is not there
   * @throws io.mcv.oci.model.MalformedDocumentException if it is anything but a regular file
   */
  long size(String name) throws IOException;

  /**
   * The names of what is in a folder, without that of the folder, in any order; none where there is
   * no such folder.
   *
   * @throws LimitExceededException if there are more than the limit
   */
  List<String> names(String folder, int limit) throws IOException;

  /**
   * Every file at any depth with its size, and links and whatever else is no folder, in the order
   * of their names.
   *
   * @param limit how many are listed; there may be more
   */
  SortedMap<String, Long> all(int limit) throws IOException;

  /** Opens a file whose {@link #size} was asked for just before. */
  InputStream open(String name) throws IOException;

  /** There are too many files in a folder. */
  default LimitExceededException tooMany(String folder, int limit) {
    return new LimitExceededException(
        locate(folder) + " has more than the " + limit + " files that are looked at", limit);
  }

  /**
   * The whole content of a file.
   *
   * @param limit bytes; a file that has more is refused
   * @throws NoSuchFileException if it is not there
   */
  default byte[] read(String name, int limit) throws IOException {
    size(name);
    try (InputStream in = open(name)) {
      byte[] content = in.readNBytes(limit + 1);
      if (content.length > limit) {
        throw new LimitExceededException(
            locate(name) + " is larger than the " + limit + " bytes that are read of it", limit);
      }
      return content;
    }
  }
}
