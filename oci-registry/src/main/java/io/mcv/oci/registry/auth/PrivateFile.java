package io.mcv.oci.registry.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** A file that only its owner can read, replaced whole, by one process after the other. */
final class PrivateFile {
  private static final int MAX_LINKS = 40;
  private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_FOR_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** A file lock belongs to the whole JVM and does not keep its threads apart. */
  private static final Object THIS_PROCESS = new Object();

  private final Path target;

  private PrivateFile(Path target) {
    this.target = target;
  }

  /** The file, or the one that a link leads to; it need not be there. */
  static PrivateFile of(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return new PrivateFile(target);
  }

  /** What is done while nobody else changes the file. */
  interface Change {
    void run() throws IOException;
  }

  /** Does something while nobody else changes the file. The lock file stays: others may wait. */
  void locked(Change change) throws IOException {
    Files.createDirectories(folder(), FOLDER_FOR_OWNER);
    Path lock = target.resolveSibling(target.getFileName() + ".lock");
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    synchronized (THIS_PROCESS) {
      try (FileChannel channel = FileChannel.open(lock, options, FOR_OWNER)) {
        channel.lock();
        change.run();
      }
    }
  }

  /** Gives the file new content, which is on disk when this returns. */
  void replace(byte[] content) throws IOException {
    Path written = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      try (FileChannel channel = FileChannel.open(written, options, FOR_OWNER)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    try (FileChannel entry = FileChannel.open(folder(), StandardOpenOption.READ)) {
      entry.force(true);
    }
  }

  private Path folder() {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }
}
