package io.mcv.client.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A tree of plain files and folders while it is written, in a private folder. Files are 0644 or
 * 0755, folders 0755, whatever the umask; links and special files cannot be made.
 *
 * <p>Paths are relative, with {@code /} between components, and must have been checked: no empty
 * component, no {@code .} and no {@code ..}.
 *
 * <p>For one thread at a time, except that the content of new files may be written by others.
 */
public final class StagedTree {
  private static final int BUFFER = 128 * 1024;
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path root;
  private final boolean modesAsAskedFor;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  /** Known to be a folder: nearly always that of the next file too. */
  private Path lastFolder;

  private long files;
  private long bytes;

  /** Makes the root of the tree, a folder that does not exist yet. */
  public StagedTree(Path root) throws IOException {
    this.root = Files.createDirectory(root, asked(EXECUTABLE));
    this.lastFolder = root;
    this.modesAsAskedFor = Files.getPosixFilePermissions(root).equals(EXECUTABLE);
    Files.setPosixFilePermissions(root, EXECUTABLE);
  }

  /** The folder that holds the tree. */
  public Path root() {
    return root;
  }

  /** Number of files. */
  public long files() {
    return files;
  }

  /** Sizes of all files added up, as they were written first. */
  public long bytes() {
    return bytes;
  }

  /**
   * Makes a folder and those above it, where they are not there yet.
   *
   * @throws FileAlreadyExistsException if a file stands there
   */
  public void addFolder(String path) throws IOException {
    ensureFolder(root.resolve(path));
  }

  /**
   * Makes place for a new file, and the folders above it where they are not there yet.
   *
   * @param size bytes that will be written to it
   * @throws FileAlreadyExistsException if one of the folders is a file
   */
  public NewFile newFile(String path, boolean executable, long size) throws IOException {
    Path file = root.resolve(path);
    ensureFolder(parentOf(file));
    files++;
    bytes += size;
    return new NewFile(file, executable ? EXECUTABLE : PLAIN);
  }

  /** A file that is not there yet; to be written once. */
  public final class NewFile {
    private final Path file;
    private final Set<PosixFilePermission> mode;

    private NewFile(Path file, Set<PosixFilePermission> mode) {
      this.file = file;
      this.mode = mode;
    }

    /**
     * Writes it, on any thread.
     *
     * @throws FileAlreadyExistsException if something stands there, under this name or one that the
     *     file system takes for the same
     */
    public void write(byte[] content) throws IOException {
      try (FileChannel channel = create()) {
        StagedTree.write(file, channel, ByteBuffer.wrap(content));
      }
    }

    /** Writes it, on the thread that uses the tree. */
    public void write(InputStream content) throws IOException {
      try (FileChannel channel = create()) {
        int read;
        while ((read = content.read(buffer.array())) >= 0) {
          StagedTree.write(file, channel, buffer.position(0).limit(read));
        }
      }
    }

    private FileChannel create() throws IOException {
      FileChannel channel = FileChannel.open(file, NEW_FILE, asked(mode));
      try {
        enforce(file, mode);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return channel;
    }
  }

  /** Gives a file of the tree other content; its mode stays. */
  public void rewriteFile(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      write(file, channel, ByteBuffer.wrap(content));
    }
  }

  /**
   * Lays another tree over this one and removes it: its files replace those of the same name.
   *
   * @throws FileAlreadyExistsException if a file meets a folder
   */
  public void overlay(StagedTree upper) throws IOException {
    Files.walkFileTree(
        upper.root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            addFolder(Folders.relative(upper.root, folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path place = root.resolve(Folders.relative(upper.root, file));
            if (Folders.isFolder(place)) {
              throw new FileAlreadyExistsException(place.toString());
            }
            if (Folders.isFile(place)) {
              files--;
              bytes -= Files.size(place);
            }
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
            return FileVisitResult.CONTINUE;
          }
        });
    files += upper.files;
    bytes += upper.bytes;
    Folders.delete(upper.root);
  }

  /** Removes a folder with all that is in it. */
  public void remove(String folder) throws IOException {
    Path removed = root.resolve(folder);
    Files.walkFileTree(
        removed,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files--;
            bytes -= attributes.size();
            return FileVisitResult.CONTINUE;
          }
        });
    Folders.delete(removed);
    lastFolder = root;
  }

  /** Whether the tree holds neither file nor folder. */
  public boolean isEmpty() throws IOException {
    return Folders.isEmpty(root);
  }

  /** What goes wrong while a file is written, as on a full disk, is told without its name. */
  private static void write(Path file, FileChannel channel, ByteBuffer rest) throws IOException {
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  private void ensureFolder(Path folder) throws IOException {
    if (folder.equals(lastFolder)) {
      return;
    }
    if (!Folders.isFolder(folder)) {
      ensureFolder(parentOf(folder));
      Files.createDirectory(folder, asked(EXECUTABLE));
      enforce(folder, EXECUTABLE);
    }
    lastFolder = folder;
  }

  private static Path parentOf(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /** As the system makes it: without the bits that the umask takes away. */
  private static FileAttribute<?> asked(Set<PosixFilePermission> mode) {
    return PosixFilePermissions.asFileAttribute(mode);
  }

  private void enforce(Path path, Set<PosixFilePermission> mode) throws IOException {
    if (!modesAsAskedFor) {
      Files.setPosixFilePermissions(path, mode);
    }
  }
}
