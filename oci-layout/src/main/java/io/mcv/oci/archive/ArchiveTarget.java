package io.mcv.oci.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Where an archive is written to: a file, which is there whole or as it was before, or something
 * that takes a stream.
 */
sealed interface ArchiveTarget extends Closeable {

  /** Where the tar goes. */
  OutputStream stream();

  /** A folder for what has to wait before it is written. */
  Path temporaryFolder();

  /** Makes what was written the archive. */
  void commit() throws IOException;

  /** A file; where there is a device or a FIFO, such as {@code /dev/stdout}, that takes it. */
  static ArchiveTarget of(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    boolean there = Files.exists(file);
    if (there && !Files.isRegularFile(file)) {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      return new Stream(Files.newOutputStream(file), folder, true);
    }
    return new File(there ? file.toRealPath() : file.toAbsolutePath());
  }

  /** The same, where nothing but an empty file may be in the way. */
  static ArchiveTarget ofNew(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) > 0) {
      throw new FileSystemException(
          file.toString(),
          null,
          "a docker archive that is there is not changed; remove it, or name another one");
    }
    return of(file);
  }

  /** A stream, which stays open. */
  static ArchiveTarget of(OutputStream out, Path temporaryFolder) {
    return new Stream(out, temporaryFolder, false);
  }

  /** Written beside its place, forced to disk, and renamed. */
  final class File implements ArchiveTarget {
    private final Path target;
    private final Path folder;
    private final Path unfinished;
    private final FileChannel channel;
    private final OutputStream stream;

    private File(Path target) throws IOException {
      this.target = target;
      this.folder = target.resolveSibling(".").normalize();
      this.unfinished = folder.resolve(".mcv-" + UUID.randomUUID());
      this.channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      this.stream = Channels.newOutputStream(channel);
    }

    @Override
    public OutputStream stream() {
      return stream;
    }

    @Override
    public Path temporaryFolder() {
      return folder;
    }

    @Override
    public void commit() throws IOException {
      channel.force(true);
      channel.close();
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel parent = FileChannel.open(folder, StandardOpenOption.READ)) {
        parent.force(true);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(unfinished);
    }
  }

  /** Whoever reads it finds out by its end whether it is whole. */
  final class Stream implements ArchiveTarget {
    private final OutputStream stream;
    private final Path temporaryFolder;
    private final boolean owned;

    private Stream(OutputStream stream, Path temporaryFolder, boolean owned) {
      this.stream = stream;
      this.temporaryFolder = temporaryFolder;
      this.owned = owned;
    }

    @Override
    public OutputStream stream() {
      return stream;
    }

    @Override
    public Path temporaryFolder() {
      return temporaryFolder;
    }

    @Override
    public void commit() throws IOException {
      stream.flush();
    }

    @Override
    public void close() throws IOException {
      if (owned) {
        stream.close();
      }
    }
  }
}
