package io.mcv.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written: a {@link java.io.PrintStream} goes on
 * as if it had been, and a result that is lost must not look like one that is there.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private volatile @Nullable IOException failure;

  /** Writes to a stream. */
  StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      }
      throw e;
    }
  }

  /** Whether something was not written. */
  boolean hasFailed() {
    return failure != null;
  }

  /** Why; null if all was written, or if the reader went away, as {@code head} does. */
  @Nullable String complaint() {
    IOException e = failure;
    if (e == null || "Broken pipe".equals(e.getMessage())) {
      return null;
    }
    return "error: writing to standard output: " + e.getMessage();
  }
}
