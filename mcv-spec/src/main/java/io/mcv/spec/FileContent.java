package io.mcv.spec;

import io.mcv.spec.CacheException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file on disk as they were when the cache was scanned.
 *
 * <p>Size, time and identity of the file are compared before it is opened, after that, and at the
 * end of its bytes. So a file that is replaced (by a link or a FIFO too), rewritten, cut or grown
 * in between is an error, not a layer with other content.
 */
public final class FileContent {
  private final Path source;
  private final long size;
  private final FileTime modified;
  private final @Nullable Object key;

  /**
   * Of a regular file.
   *
   * @param source its real path
   * @param attributes as they are now, without following links
   */
  public FileContent(Path source, BasicFileAttributes attributes) {
    this.source = source;
    this.size = attributes.size();
    this.modified = attributes.lastModifiedTime();
    this.key = attributes.fileKey();
  }

  /** Size in bytes. */
  public long size() {
    return size;
  }

  /** The file. */
  public Path source() {
    return source;
  }

  /**
   * Opens it.
   *
   * @throws CacheException if it cannot be read or is no longer the same
   */
  public InputStream open() throws IOException {
    try {
      check();
      InputStream in =
          Channels.newInputStream(
              Files.newByteChannel(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      try {
        check();
      } catch (IOException e) {
        in.close();
        throw e;
      }
      return new Checked(in);
    } catch (CacheException e) {
      throw e;
    } catch (IOException e) {
      throw new CacheException(
          Reason.UNREADABLE, source.toString(), "cannot be read; check its permissions", e);
    }
  }

  private void check() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw changed();
    }
    if (!now.isRegularFile()
        || now.size() != size
        || !now.lastModifiedTime().equals(modified)
        || !Objects.equals(now.fileKey(), key)) {
      throw changed();
    }
  }

  private CacheException changed() {
    return new CacheException(
        Reason.CHANGED,
        source.toString(),
        "changed while it was read; try again when nothing writes to the cache");
  }

  /** Ends with an error where fewer or more bytes come than were scanned. */
  private final class Checked extends InputStream {
    private final InputStream in;
    private long left = size;

    Checked(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count > left || count < 0 && left > 0) {
        throw changed();
      }
      if (count < 0) {
        check();
        return count;
      }
      left -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
