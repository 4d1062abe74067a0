package io.mcv.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file of a cache, or of an image of it.
 *
 * <p>Paths are relative, with {@code /} between names, without one at the end. Modes are the twelve
 * permission bits. Times are seconds since 1970. Extended attributes have their full names, such as
 * {@code user.origin}; only profile {@code buildah-1.28} has any.
 */
public sealed interface CacheFile {
  /** Where it stands. */
  String path();

  /** The permission bits, such as {@code 0644}. */
  int mode();

  /** When it was modified, in seconds since 1970. */
  long modified();

  /** The same file inside a folder; the target of a hard link moves along. */
  CacheFile under(String folder);

  /** The same file with other metadata. */
  CacheFile with(int mode, long modified);

  /** A folder. Its children follow it in every list of files. */
  record Folder(String path, int mode, long modified, Map<String, byte[]> attributes)
      implements CacheFile {
    /** Copies the attributes. */
    public Folder {
      attributes = sortedCopy(attributes);
    }

    /** A folder without extended attributes. */
    public Folder(String path, int mode, long modified) {
      this(path, mode, modified, Map.of());
    }

    @Override
    public Folder under(String folder) {
      return new Folder(folder + "/" + path, mode, modified, attributes);
    }

    @Override
    public Folder with(int mode, long modified) {
      return new Folder(path, mode, modified, attributes);
    }
  }

  /**
   * A file on disk.
   *
   * @param content where its bytes come from
   */
  record Regular(
      String path, int mode, long modified, FileContent content, Map<String, byte[]> attributes)
      implements CacheFile {
    /** Copies the attributes. */
    public Regular {
      attributes = sortedCopy(attributes);
    }

    /** Size in bytes, as scanned. */
    public long size() {
      return content.size();
    }

    /** The file on disk. */
    public Path source() {
      return content.source();
    }

    /**
     * Opens the bytes that were scanned.
     *
     * @throws CacheException if the file cannot be read or is no longer the same; reading and
     *     closing throw it too
     */
    public InputStream open() throws IOException {
      return content.open();
    }

    @Override
    public Regular under(String folder) {
      return new Regular(folder + "/" + path, mode, modified, content, attributes);
    }

    @Override
    public Regular with(int mode, long modified) {
      return new Regular(path, mode, modified, content, attributes);
    }
  }

  /** A file that has its bytes from us, not from the disk. Do not change them. */
  record Generated(String path, int mode, long modified, byte[] content) implements CacheFile {
    @Override
    public Generated under(String folder) {
      return new Generated(folder + "/" + path, mode, modified, content);
    }

    @Override
    public Generated with(int mode, long modified) {
      return new Generated(path, mode, modified, content);
    }
  }

  /**
   * A symbolic link.
   *
   * @param target the text of the link
   */
  record SymbolicLink(String path, int mode, long modified, String target) implements CacheFile {
    @Override
    public SymbolicLink under(String folder) {
      return new SymbolicLink(folder + "/" + path, mode, modified, target);
    }

    @Override
    public SymbolicLink with(int mode, long modified) {
      return new SymbolicLink(path, mode, modified, target);
    }
  }

  /**
   * One more name of a file that comes earlier in the list.
   *
   * @param target the path of that file, in the same list
   * @param size of that file, in bytes
   */
  record HardLink(
      String path,
      int mode,
      long modified,
      String target,
      long size,
      Map<String, byte[]> attributes)
      implements CacheFile {
    /** Copies the attributes. */
    public HardLink {
      attributes = sortedCopy(attributes);
    }

    @Override
    public HardLink under(String folder) {
      return new HardLink(
          folder + "/" + path, mode, modified, folder + "/" + target, size, attributes);
    }

    @Override
    public HardLink with(int mode, long modified) {
      return new HardLink(path, mode, modified, target, size, attributes);
    }
  }

  /** One map for all files that have none, which are most of a large cache. */
  private static Map<String, byte[]> sortedCopy(Map<String, byte[]> attributes) {
    return attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
  }
}
