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
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
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
 */
public final class StagedTree {
  private static final int BUFFER = 128 * 1024;
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path root;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  /** Makes the root of the tree, a folder that does not exist yet. */
  public StagedTree(Path root) throws IOException {
    this.root = Files.createDirectory(root);
    setMode(root, EXECUTABLE);
  }

  /** The folder that holds the tree. */
  public Path root() {
    return root;
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
   * Writes a new file, and the folders above it where they are not there yet.
   *
   * @return the bytes written
   * @throws FileAlreadyExistsException if something stands there, under this name or one that the
   *     file system takes for the same
   */
  public long addFile(String path, boolean executable, InputStream content) throws IOException {
    Path file = root.resolve(path);
    ensureFolder(parentOf(file));
    long size = write(file, content);
    setMode(file, executable ? EXECUTABLE : PLAIN);
    return size;
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
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
            return FileVisitResult.CONTINUE;
          }
        });
    Folders.delete(upper.root);
  }

  /** Whether the tree holds neither file nor folder. */
  public boolean isEmpty() throws IOException {
    return Folders.isEmpty(root);
  }

  private long write(Path file, InputStream content) throws IOException {
    long size = 0;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      int read;
      while ((read = content.read(buffer.array())) >= 0) {
        write(file, channel, buffer.position(0).limit(read));
        size += read;
      }
    }
    return size;
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
    if (Folders.isFolder(folder)) {
      return;
    }
    ensureFolder(parentOf(folder));
    Files.createDirectory(folder);
    setMode(folder, EXECUTABLE);
  }

  private static Path parentOf(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private static void setMode(Path path, Set<PosixFilePermission> mode) throws IOException {
    Files.setPosixFilePermissions(path, mode);
  }
}
