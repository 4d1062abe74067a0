package io.mcv.client.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private static final String DISPLACED = "displaced";
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

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
              base, prefix, PosixFilePermissions.asFileAttribute(Folders.OWNER_ONLY));
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
    return folder.resolve(DISPLACED);
  }

  @Override
  public void close() throws IOException {
    try {
      remove(folder, target);
    } finally {
      lock.close();
      removeEmpty(createdParents);
    }
  }

  /**
   * Links in the part that exists are followed, as the operating system does. That part may shrink
   * meanwhile: another run removes the parents that it had made.
   */
  private static Path resolved(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path existing = absolute;
    Path real = realFolder(existing);
    while (real == null) {
      existing = parent(existing);
      real = realFolder(existing);
    }
    int depth = existing.getNameCount();
    return depth == absolute.getNameCount()
        ? real
        : real.resolve(absolute.subpath(depth, absolute.getNameCount())).normalize();
  }

  /** Null where there is nothing. */
  private static @Nullable Path realFolder(Path path) throws IOException {
    if (!Folders.exists(path)) {
      return null;
    }
    try {
      Path real = path.toRealPath();
      if (Files.readAttributes(real, BasicFileAttributes.class).isDirectory()) {
        return real;
      }
    } catch (NoSuchFileException e) {
      if (!Files.isSymbolicLink(path)) {
        return null;
      }
    }
    throw new NotDirectoryException(path.toString());
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
        Folders.create(folder);
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
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  private static boolean liesBeside(Path target) throws IOException {
    Path parent = target.getParent();
    if (parent == null) {
      return false;
    }
    return !Files.exists(target) || (Files.isWritable(parent) && !isMounted(target));
  }

  /** Another device tells, but not where a folder of the same file system is mounted (bind). */
  private static boolean isMounted(Path folder) throws IOException {
    if (!device(folder).equals(device(parent(folder)))) {
      return true;
    }
    if (!Files.isReadable(MOUNTS)) {
      return false;
    }
    String place =
        folder
            .toString()
            .replace("\\", "\\134")
            .replace(" ", "\\040")
            .replace("\t", "\\011")
            .replace("\n", "\\012");
    try (Stream<String> mounts = Files.lines(MOUNTS)) {
      return mounts.anyMatch(mount -> mount.split(" ", 6)[MOUNT_POINT].equals(place));
    }
  }

  private static Object device(Path path) throws IOException {
    return Files.getAttribute(path, "unix:dev");
  }

  private static void sweep(Path base, String prefix, Path target) throws IOException {
    Pattern own = Pattern.compile(Pattern.quote(prefix) + "[0-9]+");
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(
            base,
            child ->
                own.matcher(String.valueOf(child.getFileName())).matches()
                    && Folders.isFolder(child))) {
      for (Path leftover : leftovers) {
        remove(leftover, target);
      }
    }
  }

  /** What cannot be put back stays, for the next run to try again. */
  private static void remove(Path folder, Path target) throws IOException {
    Path displaced = folder.resolve(DISPLACED);
    if (Folders.isFolder(displaced) && Folders.isFolder(target)) {
      putBack(displaced, target);
    }
    Folders.delete(folder);
  }

  /** Moves back what was moved aside and nothing has replaced since. */
  private static void putBack(Path displaced, Path target) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(displaced)) {
      for (Path child : children) {
        Path place = target.resolve(String.valueOf(child.getFileName()));
        if (!Folders.exists(place)) {
          Files.move(child, place);
        } else if (Folders.isFolder(child) && Folders.isFolder(place)) {
          putBack(child, place);
        }
      }
    }
  }
}
