package io.mcv.client.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A private folder on the file system of a target, and the lock that keeps other runs from that
 * target.
 *
 * <p>It lies beside the target, or inside where the target is the root of a mounted file system or
 * its parent cannot be written. What a killed run left is put right by the next one: units that it
 * had moved aside go back, the rest is removed.
 */
public final class Workspace implements Closeable {
  private final Path target;
  private final Path folder;
  private final FolderLock lock;
  private final Deque<Path> createdParents;

  private Workspace(Path target, Path folder, FolderLock lock, Deque<Path> createdParents) {
    this.target = target;
    this.folder = folder;
    this.lock = lock;
    this.createdParents = createdParents;
  }

  /**
   * Waits for the target's lock and makes the private folder. Parents of the target are created
   * where missing; those that are still empty at the end are removed again.
   *
   * @throws NotDirectoryException if the target is something else than a folder
   */
  public static Workspace open(Path target) throws IOException {
    Path real = resolved(target);
    Deque<Path> created = createParents(real);
    FolderLock lock = null;
    try {
      boolean beside = liesBeside(real);
      Path base = beside ? parent(real) : real;
      String prefix = beside ? "." + real.getFileName() + ".mcv-" : ".mcv-";
      lock = FolderLock.acquire(base.resolve(prefix + "lock"));
      sweep(base, prefix, real);
      Path folder =
          Files.createTempDirectory(
              base,
              prefix,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new Workspace(real, folder, lock, created);
    } catch (IOException | RuntimeException e) {
      if (lock != null) {
        lock.close();
      }
      removeEmpty(created);
      throw e;
    }
  }

  /** The target, absolute, its symbolic links resolved. */
  public Path target() {
    return target;
  }

  /** The private folder, mode 0700. */
  public Path folder() {
    return folder;
  }

  /** Where units that were moved aside wait: below it their path in the target. */
  Path displaced() {
    return folder.resolve("displaced");
  }

  /** Whether something is a workspace's own inside a target that holds it. */
  static boolean isOwn(Path child) {
    return Objects.requireNonNull(child.getFileName()).toString().startsWith(".mcv-");
  }

  @Override
  public void close() throws IOException {
    try {
      Folders.delete(folder);
    } finally {
      lock.close();
      removeEmpty(createdParents);
    }
  }

  private static Path resolved(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      return absolute;
    }
    if (!Files.isDirectory(absolute)) {
      throw new NotDirectoryException(absolute.toString());
    }
    return absolute.toRealPath();
  }

  private static Path parent(Path target) {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }

  private static Deque<Path> createParents(Path target) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (@Nullable Path p = target.getParent(); p != null && !Files.exists(p); p = p.getParent()) {
      missing.push(p);
    }
    Deque<Path> created = new ArrayDeque<>();
    try {
      for (Path folder : missing) {
        Files.createDirectories(folder);
        created.push(folder);
      }
    } catch (IOException e) {
      removeEmpty(created);
      throw e;
    }
    return created;
  }

  /** Innermost first; a folder that somebody else filled meanwhile stays. */
  private static void removeEmpty(Deque<Path> folders) throws IOException {
    for (Path folder : folders) {
      if (Folders.isFolder(folder) && Folders.isEmpty(folder)) {
        Files.delete(folder);
      }
    }
  }

  private static boolean liesBeside(Path target) throws IOException {
    Path parent = target.getParent();
    if (parent == null) {
      return false;
    }
    return !Files.exists(target)
        || (Files.isWritable(parent) && device(parent).equals(device(target)));
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev");
  }

  private static void sweep(Path base, String prefix, Path target) throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(
            base,
            child ->
                Objects.requireNonNull(child.getFileName()).toString().startsWith(prefix)
                    && Folders.isFolder(child))) {
      for (Path leftover : leftovers) {
        Path displaced = leftover.resolve("displaced");
        if (Folders.isFolder(displaced)) {
          putBack(displaced, target);
        }
        Folders.delete(leftover);
      }
    }
  }

  /** Moves back what a killed run had moved aside and nothing has replaced since. */
  static void putBack(Path displaced, Path target) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(displaced)) {
      for (Path child : children) {
        Path place = target.resolve(Objects.requireNonNull(child.getFileName()).toString());
        if (!Folders.exists(place)) {
          Files.move(child, place);
        } else if (Folders.isFolder(child) && Folders.isFolder(place)) {
          putBack(child, place);
        }
      }
    }
  }
}
