package io.mcv.client.candidate;

import io.mcv.client.publish.Folders;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of one run of a tool.
 *
 * <pre>
 * layout/                     a copy of the image, or what the tool is to make
 * cache/                      of what the tool is to make an image
 * work/                       where the tool runs, and puts temporary files
 * 1/2/3/4/5/6/7/8/target/     what the tool is to fill, with a file beside every folder above it
 * </pre>
 *
 * <p>Where this is root's process everybody may write there, so that the tool can run as nobody and
 * still be seen to leave its target.
 */
final class Sandbox implements Closeable {
  /** What hostile images aim at from any place. */
  static final Path AIMED_AT = Path.of("/tmp/mcv-hostile-target");

  private static final int DEPTH = 8;
  private static final String VICTIM = "victim";
  private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));
  private static final Set<PosixFilePermission> ALL = PosixFilePermissions.fromString("rwxrwxrwx");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final Path target;
  private boolean ownsAim;

  private Sandbox(Path folder) {
    this.folder = folder;
    Path deep = folder;
    for (int i = 1; i <= DEPTH; i++) {
      deep = deep.resolve(String.valueOf(i));
    }
    this.target = deep.resolve("target");
  }

  /** Makes one in a folder, for a tool that extracts an image. */
  static Sandbox ofImage(Path parent, Path layout) throws IOException {
    return in(
        parent,
        sandbox -> {
          FolderCopy.of(layout, sandbox.layout());
          sandbox.makeAim();
        });
  }

  /** Makes one in a folder, for a tool that makes an image of a cache. */
  static Sandbox ofCache(Path parent, Path cache) throws IOException {
    return in(parent, sandbox -> FolderCopy.of(cache, sandbox.cache()));
  }

  private interface Filling {
    void fill(Sandbox sandbox) throws IOException;
  }

  private static Sandbox in(Path parent, Filling filling) throws IOException {
    Sandbox sandbox = new Sandbox(Files.createTempDirectory(parent, "mcv-conformance-"));
    try {
      filling.fill(sandbox);
      sandbox.makePlaces();
      return sandbox;
    } catch (IOException e) {
      sandbox.close();
      throw e;
    }
  }

  private void makePlaces() throws IOException {
    Files.createDirectory(work());
    Files.createDirectories(target);
    Deque<Path> toOpen = new ArrayDeque<>(List.of(work(), folder));
    Path above = folder;
    for (Path name : folder.relativize(target)) {
      toOpen.push(makeVictim(above));
      above = above.resolve(name);
      toOpen.push(above);
    }
    open(toOpen);
  }

  private void makeAim() throws IOException {
    try {
      Files.createDirectory(AIMED_AT, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "cannot make "
              + AIMED_AT
              + ", at which the images aim: it is there already; wait for the other run, or, if"
              + " there is none, remove it",
          e);
    }
    ownsAim = true;
    open(List.of(makeVictim(AIMED_AT), AIMED_AT));
  }

  private static Path makeVictim(Path parent) throws IOException {
    return Files.writeString(
        parent.resolve(VICTIM),
        "as it was",
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  /** From the innermost out: what others may write to is not written to any more. */
  private static void open(Iterable<Path> paths) throws IOException {
    if (IS_ROOT) {
      for (Path path : paths) {
        Files.setPosixFilePermissions(path, ALL);
      }
    }
  }

  Path layout() {
    return folder.resolve("layout");
  }

  Path cache() {
    return folder.resolve("cache");
  }

  Path work() {
    return folder.resolve("work");
  }

  Path target() {
    return target;
  }

  /** What the tool put into the target. */
  TreeState targetState() throws IOException {
    return TreeState.of(target, Set.of());
  }

  /** All that the tool must leave as it is. */
  Surroundings surroundings() throws IOException {
    return new Surroundings(
        TreeState.of(folder, Set.of(work(), target)), TreeState.of(AIMED_AT, Set.of()));
  }

  /** What lies outside of the target. */
  record Surroundings(TreeState around, TreeState aimedAt) {
    /** The first path that is not the same, if any. */
    Optional<String> firstChange(Surroundings later) {
      return around
          .firstChange(later.around)
          .or(
              () ->
                  aimedAt
                      .firstChange(later.aimedAt)
                      .map(path -> AIMED_AT.resolve(path).toString()));
    }
  }

  @Override
  public void close() throws IOException {
    Folders.delete(folder);
    if (ownsAim) {
      Folders.delete(AIMED_AT);
    }
  }
}
