package io.mcv.gpu.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a library may be loaded: its code runs with all that this user may do, so that nobody
 * else may be able to change it. Neither it nor any folder above it may be one that everyone may
 * write; for root each must be of root, and no group may write it. A folder above that of the
 * library may be one like {@code /tmp}, of root, where nobody can replace what is another's.
 *
 * @param root whether this process may do everything; then only files of root will do
 * @param foreignOwner owner of what belongs to nobody here, as a container without privileges shows
 *     the files of its host; -1 if there is no such thing
 * @param workingDirectory where the user happens to be
 */
public record LibraryVetting(boolean root, int foreignOwner, Path workingDirectory) {
  private static final int ROOT = 0;
  private static final int NOBODY = -1;
  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;

  /** For the user of this process. */
  public static LibraryVetting ofThisProcess() {
    return new LibraryVetting(isRoot(), unmappedOwner(), realWorkingDirectory());
  }

  /**
   * What speaks against a library, or nothing.
   *
   * @param library a real path
   * @param named whether the folder was named by a variable
   */
  public Optional<String> objection(Path library, boolean named) throws IOException {
    Path folder = library.getParent();
    if (folder == null) {
      return Optional.of("is no library");
    }
    Optional<String> file = objection(Access.of(library));
    return file.isPresent() ? file : objectionToFolder(folder, named);
  }

  /**
   * What speaks against any library of a folder, or nothing.
   *
   * @param folder a real path
   * @param named whether it was named by a variable
   */
  public Optional<String> objectionToFolder(Path folder, boolean named) throws IOException {
    for (Path part : folder) {
      if (part.toString().equals("stubs")) {
        return Optional.of("is the stub of a toolkit");
      }
    }
    if (named && isBelowWorkingDirectory(folder)) {
      return Optional.of("is in the working directory");
    }
    Optional<String> direct = objection(Access.of(folder));
    return direct.isPresent()
        ? direct.map(objection -> "is in a folder that " + objection)
        : objectionAbove(folder);
  }

  private Optional<String> objectionAbove(Path folder) throws IOException {
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      Access access = Access.of(above);
      Optional<String> objection = objection(access);
      if (objection.isPresent() && !(access.has(STICKY) && isOfRoot(access))) {
        return Optional.of("is below " + above + ", which " + objection.get());
      }
    }
    return Optional.empty();
  }

  private boolean isBelowWorkingDirectory(Path folder) {
    // Everything is below the root of the file system.
    return workingDirectory.getNameCount() == 0
        ? folder.equals(workingDirectory)
        : folder.startsWith(workingDirectory);
  }

  private Optional<String> objection(Access access) {
    if (access.has(OTHERS_WRITE)) {
      return Optional.of("everyone may write");
    }
    if (!root) {
      return Optional.empty();
    }
    if (!isOfRoot(access)) {
      return Optional.of("does not belong to root, as whom this runs");
    }
    return access.has(GROUP_WRITES) ? Optional.of("a group may write") : Optional.empty();
  }

  private boolean isOfRoot(Access access) {
    return access.owner() == ROOT || access.owner() == foreignOwner;
  }

  /** Who may do what with a file or folder. */
  private record Access(int owner, int mode) {
    static Access of(Path path) throws IOException {
      return new Access(
          (Integer) Files.getAttribute(path, "unix:uid"),
          (Integer) Files.getAttribute(path, "unix:mode"));
    }

    boolean has(int bit) {
      return (mode & bit) != 0;
    }
  }

  private static boolean isRoot() {
    try {
      return Access.of(Path.of("/proc/self")).owner() == ROOT;
    } catch (IOException e) {
      // The stricter rules cost a library at most.
      return true;
    }
  }

  /** In a user namespace the files of the host belong to this one, whom nobody here can be. */
  private static int unmappedOwner() {
    try {
      String map = Files.readString(Path.of("/proc/self/uid_map")).strip();
      boolean wholeHost = map.matches("0\\s+0\\s+4294967295");
      return wholeHost
          ? NOBODY
          : Integer.parseInt(Files.readString(Path.of("/proc/sys/kernel/overflowuid")).strip());
    } catch (IOException | NumberFormatException e) {
      return NOBODY;
    }
  }

  private static Path realWorkingDirectory() {
    try {
      return Path.of("").toRealPath();
    } catch (IOException e) {
      return Path.of("").toAbsolutePath();
    }
  }
}
