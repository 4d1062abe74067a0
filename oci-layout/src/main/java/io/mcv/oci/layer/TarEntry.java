package io.mcv.oci.layer;

import java.util.Map;

/**
 * One entry of a layer that is read. Owner and group are not kept.
 *
 * @param path names with one {@code /} between them, none of them {@code .} or {@code ..}; without
 *     the {@code ./} before it and the slash after it that it may have had
 * @param mode permission bits, set-id and sticky bits, 0 to 07777
 * @param size bytes of the content; 0 unless it is a file
 * @param modifiedSeconds seconds since 1970 UTC, a fraction rounded down
 * @param linkTarget target of a symbolic or hard link, as stored: it may lead anywhere; else empty
 * @param extendedAttributes values by full name
 */
public record TarEntry(
    String path,
    Type type,
    int mode,
    long size,
    long modifiedSeconds,
    String linkTarget,
    Map<String, byte[]> extendedAttributes) {

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
