package io.mcv.oci.layer;

import java.util.Map;

/**
 * One entry of a layer that is read.
 *
 * @param name as stored; what is not UTF-8 is replaced
 * @param path names with one {@code /} between them, none of them {@code .} or {@code ..}; without
 *     the {@code ./} before it and the slash after it that it may have had
 * @param mode permission bits, set-id and sticky bits, 0 to 07777
 * @param size bytes of the content; 0 unless it is a file
 * @param modifiedSeconds seconds since 1970 UTC, a fraction rounded down
 * @param owner user and group, as stored
 * @param linkTarget target of a symbolic or hard link, as stored: it may lead anywhere; else empty
 * @param extendedAttributes values by full name
 * @param offset byte of the tar at which the first header of the entry starts
 */
public record TarEntry(
    String name,
    String path,
    Type type,
    int mode,
    long size,
    long modifiedSeconds,
    TarOwner owner,
    String linkTarget,
    Map<String, byte[]> extendedAttributes,
    long offset) {

  /** What an entry is. */
  public enum Type {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** Another name of an earlier entry. */
    HARD_LINK,
    /** A character device. */
    CHARACTER_DEVICE,
    /** A block device. */
    BLOCK_DEVICE,
    /** A named pipe. */
    FIFO
  }

  /** Copies the map. */
  public TarEntry {
    extendedAttributes = Map.copyOf(extendedAttributes);
  }
}
