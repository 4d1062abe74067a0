package io.mcv.spec.conformance.image;

import java.util.Set;

/**
 * An entry of a layer, after PAX records and GNU long names were applied.
 *
 * @param name as stored; what is not UTF-8 is replaced
 * @param path the name without one leading {@code ./} and trailing slashes; empty for the root
 * @param type what it is
 * @param mode permission, set-id and sticky bits, 0 to 07777
 * @param userId numeric owner
 * @param groupId numeric group
 * @param userName name of the owner, may be empty
 * @param groupName name of the group, may be empty
 * @param modifiedSeconds seconds since 1970, rounded down
 * @param size of the content in bytes
 * @param linkTarget empty unless it is a link
 * @param attributes names of extended attributes
 * @param offset byte of the tar at which its first header block starts
 */
public record EntryView(
    String name,
    String path,
    Type type,
    int mode,
    long userId,
    long groupId,
    String userName,
    String groupName,
    long modifiedSeconds,
    long size,
    String linkTarget,
    Set<String> attributes,
    long offset) {

  /** What an entry is. */
  public enum Type {
    /** A regular file. */
    FILE,
    /** A folder. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** A hard link. */
    HARD_LINK,
    /** A character or block device. */
    DEVICE,
    /** A FIFO. */
    FIFO
  }

  /** Copies the set. */
  public EntryView {
    attributes = Set.copyOf(attributes);
  }
}
