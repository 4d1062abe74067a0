package io.mcv.client.publish;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Questions about folders, their making and removal. No symbolic link is removed or listed. */
public final class Folders {
  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

  private static final int ATTEMPTS = 1000;

  private Folders() {}

  /** Whether there is anything, a symbolic link that leads nowhere too. */
  public static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      return !children.iterator().hasNext();
    }
  }

  /**
   * Makes a folder and its missing parents, which other runs may remove meanwhile: the JDK then
   * reports as there already, or as missing, what was removed between two of its steps.
   */
  static void create(Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.createDirectories(folder);
        return;
      } catch (FileAlreadyExistsException e) {
        Path there = Path.of(e.getFile());
        boolean inTheWay = exists(there) && !Files.isDirectory(there);
        if (inTheWay || attempt == ATTEMPTS) {
          throw e;
        }
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Removes a file or a whole folder, one that was made read-only too; not an error where there is
   * none. However deep it is, one folder is open at a time.
   */
  public static void delete(Path path) throws IOException {
    if (isFolder(path)) {
      if (!Files.isWritable(path) || !Files.isExecutable(path) || !Files.isReadable(path)) {
        Files.setPosixFilePermissions(path, OWNER_ONLY);
      }
      for (Path child : children(path)) {
        delete(child);
      }
    }
    Files.deleteIfExists(path);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  /** The path below a folder, with {@code /} between components. */
  static String relative(Path folder, Path path) {
    return folder.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
