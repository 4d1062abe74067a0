package io.mcv.oci.layer;

import io.mcv.oci.model.SizeMismatchException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes a tar entry by entry with the bytes of Go's {@code archive/tar}: owner and group 0, all
 * times the start of 1970, two zero blocks at the end with no padding after them.
 *
 * <p>For archives of images; {@link LayerWriter} writes layers. For one thread at a time.
 */
public final class TarWriter {
  private final OutputStream out;
  private final TarHeaderWriter headers;
  private final byte[] zeros = new byte[2 * TarField.BLOCK_SIZE];

  /**
   * Writes to a stream.
   *
   * @param out stays open
   */
  public TarWriter(OutputStream out) {
    this.out = out;
    this.headers = new TarHeaderWriter((bytes, length) -> out.write(bytes, 0, length));
  }

  /**
   * Writes a directory.
   *
   * @param path without a slash at its end
   * @param mode permission bits
   */
  public void directory(String path, int mode) throws IOException {
    header(TarType.DIRECTORY, path + "/", mode, 0, "");
  }

  /** Writes a symbolic link, which has no permission bits. */
  public void symbolicLink(String path, String target) throws IOException {
    header(TarType.SYMBOLIC_LINK, path, 0, 0, target);
  }

  /** Writes a small file. */
  public void file(String path, int mode, byte[] content) throws IOException {
    try (OutputStream file = file(path, mode, content.length)) {
      file.write(content);
    }
  }

  /**
   * Starts a file. Nothing else can be written before its stream is closed.
   *
   * @param size how many bytes will be written; any other number is a {@link SizeMismatchException}
   */
  public OutputStream file(String path, int mode, long size) throws IOException {
    header(TarType.FILE, path, mode, size, "");
    return new FileContent(path, size);
  }

  /** Ends the tar. */
  public void finish() throws IOException {
    out.write(zeros);
    out.flush();
  }

  private void header(byte typeflag, String name, int mode, long size, String linkname)
      throws IOException {
    headers.write(new TarHeader(typeflag, name, mode, size, 0, linkname, Map.of()));
  }

  private final class FileContent extends OutputStream {
    private final String path;
    private final long size;
    private long written;
    private boolean closed;

    FileContent(String path, long size) {
      this.path = path;
      this.size = size;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > size - written) {
        throw new SizeMismatchException(path, size, size + 1);
      }
      out.write(bytes, offset, length);
      written += length;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      if (written != size) {
        throw new SizeMismatchException(path, size, written);
      }
      out.write(zeros, 0, TarField.padding(size));
    }
  }
}
