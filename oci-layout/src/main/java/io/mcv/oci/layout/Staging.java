package io.mcv.oci.layout;

import io.mcv.oci.model.MalformedDocumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The folder {@code .mcv} of a layout, where files are written before they get their name.
 *
 * <table>
 * <caption>What is in it</caption>
 * <tr><td>{@code tmp-UUID}</td><td>a file that somebody writes, or that a killed process left</td></tr>
 * <tr><td>{@code index.lock}</td><td>locked while {@code index.json} is replaced</td></tr>
 * <tr><td>{@code writers.lock}</td><td>locked, shared, as long as a sink is open</td></tr>
 * </table>
 *
 * <p>It is inside the layout to be on the same file system, and apart from {@code blobs/} because
 * other tools take every file there for a blob.
 */
final class Staging {
  static final String NAME = ".mcv";

  private static final String PREFIX = "tmp-";
  private static final Duration ABANDONED = Duration.ofHours(24);

  private final Path folder;

  Staging(Path layout) {
    this.folder = layout.resolve(NAME);
  }

  Path indexLock() throws IOException {
    return ownFolder().resolve("index.lock");
  }

  Path writersLock() throws IOException {
    return ownFolder().toRealPath().resolve("writers.lock");
  }

  /** The name of a new file, which the caller creates. */
  Path newFile() throws IOException {
    return ownFolder().resolve(PREFIX + UUID.randomUUID());
  }

  /** Writes a small file whole: it is there with all of its content, or as it was before. */
  void write(Path target, byte[] content) throws IOException {
    Path file = newFile();
    try {
      try (FileChannel channel = create(file)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      publish(file, target);
    } catch (IOException e) {
      throw FileError.of("write", target, e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** A new file with the permissions that the user's umask gives. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Gives a file that was forced to disk its name, replacing what had it. */
  static void publish(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    forceParent(target);
  }

  /** Creates a folder of the layout; its parent is there. */
  static Path ensureFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectory(folder);
        forceParent(folder);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) {
          throw FileError.of("create folder", folder, e);
        }
      } catch (IOException e) {
        throw FileError.of("create folder", folder, e);
      }
    }
    return folder;
  }

  /** Removes what killed processes left behind: files that nobody wrote to for a day. */
  void sweep() {
    Instant limit = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // a file that another process sweeps or publishes meanwhile; the next writer goes on
    }
  }

  /** A link is refused: files would be swept wherever it leads. */
  private Path ownFolder() throws IOException {
    ensureFolder(folder);
    if (Files.isSymbolicLink(folder)) {
      throw new MalformedDocumentException(folder + " is a link; remove it to write to the layout");
    }
    return folder;
  }

  /** Forces the entry of a file in its folder to disk. */
  private static void forceParent(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
