package io.mcv.oci.layout;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What the one writer of a {@code dir:} image holds: the folder's file {@code version}, locked.
 *
 * <p>The file is read and written by way of the lock alone: whatever else of this JVM opens it
 * would give the lock up when it closes it.
 */
final class DirectoryLock implements Closeable {
  private static final String CONTENT = "Directory Transport Version: 1.1\n";
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes it, making the file where it is missing. Does not wait for another writer, whose image
   * would be overwritten at once.
   */
  static DirectoryLock acquire(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve(DirectoryImage.VERSION);
    synchronized (HELD) {
      FileChannel channel = HELD.contains(file) ? null : LockFile.tryExclusive(file);
      if (channel == null) {
        throw new IOException(
            "cannot write "
                + DirectoryImage.describe(folder)
                + ": another image is being written there; try again when that is done");
      }
      HELD.add(file);
      return new DirectoryLock(file, channel);
    }
  }

  /** Whether nothing is in the file: it was made with the lock, or by a writer that was killed. */
  boolean isUnmarked() throws IOException {
    return channel.size() == 0;
  }

  /** Whether the file says what the files of all {@code dir:} images say. */
  boolean isMarked() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(CONTENT.length());
    while (content.hasRemaining() && channel.read(content, content.position()) > 0) {}
    return channel.size() == CONTENT.length() && content.flip().equals(encoded());
  }

  /** Marks the folder as one that holds an image. */
  void mark() throws IOException {
    ByteBuffer content = encoded();
    while (content.hasRemaining()) {
      channel.write(content, content.position());
    }
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(file);
      channel.close();
    }
  }

  private static ByteBuffer encoded() {
    return StandardCharsets.US_ASCII.encode(CONTENT);
  }
}
