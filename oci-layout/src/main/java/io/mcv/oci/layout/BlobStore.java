package io.mcv.oci.layout;

import io.mcv.oci.model.Descriptor;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of a layout, by their digests alone: content that may be needed again, whether or not
 * an image of the layout names it. Thread-safe.
 *
 * <p>While it is open, nobody takes blobs away. A blob that was used has a new time of change, so
 * that those that nobody uses can be told apart.
 */
public final class BlobStore implements Closeable {
  private final BlobFolder blobs;
  private final Staging staging;
  private final WritersLock lock;

  BlobStore(BlobFolder blobs, Staging staging) throws IOException {
    this.blobs = blobs;
    this.staging = staging;
    this.lock = WritersLock.acquire(staging.writersLock());
    staging.sweep();
  }

  /** Whether a blob is there, whole: it is read to its end. */
  public boolean holds(Descriptor blob) throws IOException {
    return blobs.blobs().holds(blob);
  }

  /**
   * Opens a blob; it is verified while it streams.
   *
   * @throws io.mcv.oci.model.NotFoundException if it is not there
   */
  public InputStream open(Descriptor blob) throws IOException {
    touch(blobs.path(blob.digest()));
    return blobs.blobs().open(blob);
  }

  /**
   * The same content, which stays here when it has been read to its end.
   *
   * @param verified the content; reading it fails if it is not that of the blob
   */
  public InputStream keep(Descriptor blob, InputStream verified) throws IOException {
    return new KeptStream(blob, verified, new BlobFile(blobs, staging.newFile()));
  }

  /**
   * Takes a blob of another layout as its own, if that costs nothing: by a second name of the same
   * file, where both are on one file system.
   */
  public void adopt(OciLayout other, Descriptor blob) {
    Path target = blobs.path(blob.digest());
    try {
      blobs.ensureFolder(blob.digest().algorithm());
      Files.createLink(target, other.blobFile(blob.digest()));
    } catch (FileAlreadyExistsException e) {
      touch(target);
    } catch (IOException | UnsupportedOperationException e) {
      return; // it can be fetched again
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      return; // somebody else's file: it is used as it is
    }
  }

  /** What it cannot write does not keep anybody from reading. */
  private static final class KeptStream extends FilterInputStream {
    private final Descriptor blob;
    private @Nullable BlobFile file;

    KeptStream(Descriptor blob, InputStream verified, BlobFile file) {
      super(verified);
      this.blob = blob;
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      BlobFile kept = file;
      if (n > 0 && kept != null) {
        try {
          kept.write(buffer, offset, n);
          if (kept.size() == blob.size()) {
            kept.publish(blob); // the read that gave the last byte has verified all of them
            drop();
          }
        } catch (IOException e) {
          drop();
        }
      }
      return n;
    }

    @Override
    public long skip(long count) throws IOException {
      return read(new byte[(int) Math.min(Math.max(count, 0), 8192)]);
    }

    @Override
    public void close() throws IOException {
      try {
        drop();
      } finally {
        in.close();
      }
    }

    private void drop() throws IOException {
      BlobFile kept = file;
      file = null;
      if (kept != null) {
        kept.close();
      }
    }
  }
}
