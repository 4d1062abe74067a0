package io.mcv.oci.layer;

import java.util.Map;

/**
 * One entry of a layer to write.
 *
 * <p>A path has no slash at its start or end, one {@code /} between components, and neither {@code
 * .} nor {@code ..} as a component. Owner and group are always 0 and have no names. Every record
 * throws {@link IllegalArgumentException} for a path, mode or attribute name that breaks these
 * rules.
 */
public sealed interface LayerEntry {

  /** Where the entry stands in the layer. */
  String path();

  /** Permission bits, set-id and sticky bits, 0 to 07777. */
  int mode();

  /** When it was modified, in seconds since 1970 UTC; may be negative. */
  long modifiedSeconds();

  /**
   * A directory.
   *
   * @param extendedAttributes values by full name, such as {@code user.mime_type}
   */
  record Directory(
      String path, int mode, long modifiedSeconds, Map<String, byte[]> extendedAttributes)
      implements LayerEntry {
    /** Checks and copies. */
    public Directory {
      EntryRules.check(path, mode);
      extendedAttributes = EntryRules.checkedCopy(extendedAttributes);
    }

    /** A directory without extended attributes. */
    public Directory(String path, int mode, long modifiedSeconds) {
      this(path, mode, modifiedSeconds, Map.of());
    }
  }

  /**
   * A file.
   *
   * @param size bytes of the content
   * @param content the bytes, exactly {@code size} of them when they are read
   * @param extendedAttributes values by full name, such as {@code security.capability}
   */
  record RegularFile(
      String path,
      int mode,
      long modifiedSeconds,
      long size,
      Content content,
      Map<String, byte[]> extendedAttributes)
      implements LayerEntry {
    /** Checks and copies. */
    public RegularFile {
      EntryRules.check(path, mode);
      if (size < 0) {
        throw new IllegalArgumentException("the size of a file is negative");
      }
      extendedAttributes = EntryRules.checkedCopy(extendedAttributes);
    }

    /** A file without extended attributes. */
    public RegularFile(String path, int mode, long modifiedSeconds, long size, Content content) {
      this(path, mode, modifiedSeconds, size, content, Map.of());
    }
  }

  /**
   * A symbolic link; its mode is 0777.
   *
   * @param target what it points to, any text without NUL
   */
  record SymbolicLink(String path, long modifiedSeconds, String target) implements LayerEntry {
    private static final int MODE = 0777;

    /** Checks path and target. */
    public SymbolicLink {
      EntryRules.check(path, MODE);
      EntryRules.checkText(target);
    }

    @Override
    public int mode() {
      return MODE;
    }
  }

  /**
   * Another name of a file that stands earlier in the layer.
   *
   * @param mode that of the file
   * @param modifiedSeconds that of the file
   * @param target the path of that file
   * @param extendedAttributes those of the file, which Go's tools write for every name of it
   */
  record HardLink(
      String path,
      int mode,
      long modifiedSeconds,
      String target,
      Map<String, byte[]> extendedAttributes)
      implements LayerEntry {
    /** Checks and copies. */
    public HardLink {
      EntryRules.check(path, mode);
      EntryRules.checkPath(target);
      extendedAttributes = EntryRules.checkedCopy(extendedAttributes);
    }

    /** A hard link to a file without extended attributes. */
    public HardLink(String path, int mode, long modifiedSeconds, String target) {
      this(path, mode, modifiedSeconds, target, Map.of());
    }
  }
}
