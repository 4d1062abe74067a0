package io.mcv.oci.archive;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layer.TarWriter;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.LimitExceededException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tar of an archive while it is written: one entry after the other, whoever brings them. After
 * a failure in the middle of an entry it cannot be finished.
 */
final class ArchiveWriter implements Closeable {
  private final ArchiveTarget target;
  private final TarWriter tar;
  private final int mode;
  private final Form form;
  private final Set<Digest> written = new HashSet<>();
  private final Map<Digest, byte[]> kept = new HashMap<>();
  private boolean broken;

  /** What kind of archive it is. */
  @FunctionalInterface
  interface Form {
    /**
     * Under which name a blob stands in the archive. Asked once for each, right before it is
     * written; may write entries before it.
     */
    String name(Descriptor blob, TarWriter tar) throws IOException;

    /** Whether a blob will be asked for when all is written: it then stays in memory. */
    default boolean keeps(Descriptor blob) {
      return false;
    }
  }

  /**
   * Writes to a target, which is closed with this.
   *
   * @param mode permission bits of files
   */
  ArchiveWriter(ArchiveTarget target, int mode, Form form) {
    this.target = target;
    this.tar = new TarWriter(target.stream());
    this.mode = mode;
    this.form = form;
  }

  synchronized boolean has(Digest blob) {
    return written.contains(blob);
  }

  /** Copies a blob, unless it is there already; it is not hashed, since sources verify. */
  synchronized BlobCopy copy(Descriptor blob, ImageSource source, LongConsumer progress)
      throws IOException {
    if (has(blob.digest())) {
      return BlobCopy.PRESENT;
    }
    try (InputStream in = source.openBlob(blob)) {
      write(blob, in, progress);
    }
    return BlobCopy.COPIED;
  }

  /** Writes a blob whose content was verified, or is while it is read. */
  synchronized void write(Descriptor blob, InputStream in, LongConsumer progress)
      throws IOException {
    if (has(blob.digest())) {
      return;
    }
    boolean failed = broken;
    broken = true;
    InputStream content = form.keeps(blob) ? keep(blob, in) : in;
    try (OutputStream out = tar.file(form.name(blob, tar), mode, blob.size())) {
      byte[] buffer = new byte[ImageSink.COPY_BUFFER_BYTES];
      for (int n = content.readNBytes(buffer, 0, buffer.length);
          n > 0;
          n = content.readNBytes(buffer, 0, buffer.length)) {
        out.write(buffer, 0, n);
        progress.accept(n);
      }
    }
    broken = failed;
    written.add(blob.digest());
  }

  /** The content of a blob that was written and kept; null where there is none. */
  synchronized byte @Nullable [] kept(Digest blob) {
    return kept.get(blob);
  }

  private InputStream keep(Descriptor blob, InputStream in) throws IOException {
    int limit = ImageConfig.MAX_CONFIG_BYTES;
    if (blob.size() > limit) {
      throw new LimitExceededException(
          "the configuration "
              + blob.digest()
              + " has "
              + blob.size()
              + " bytes; at most "
              + limit
              + " can be in such an archive",
          limit);
    }
    byte[] content = in.readNBytes(limit);
    kept.put(blob.digest(), content);
    return new ByteArrayInputStream(content);
  }

  /** Starts a blob whose digest only its end tells: it waits in a temporary file. */
  BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    return new SpooledBlob(TemporaryFile.open(target.temporaryFolder()), algorithm, this);
  }

  /** Writes a small file. */
  synchronized void write(String name, byte[] content) throws IOException {
    tar.file(name, mode, content);
  }

  TarWriter tar() {
    return tar;
  }

  /** Ends the tar and makes it the archive. */
  synchronized void publish() throws IOException {
    if (broken) {
      throw new IOException("the archive cannot be finished after an entry that failed");
    }
    tar.finish();
    target.commit();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
