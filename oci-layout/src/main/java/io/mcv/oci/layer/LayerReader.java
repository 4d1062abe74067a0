package io.mcv.oci.layer;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a layer entry by entry, once, as its blob streams by.
 *
 * <p>Nothing that was read may be trusted, let alone be put in its place, before {@link #next} has
 * returned null: only then the tar had its trailer and nothing but zeros after it, the compressed
 * stream ended as it must, the blob was read to its end (where its source checks size and digest)
 * and the tar had the diffID that was expected.
 *
 * <p>Refused are: a header with a wrong checksum, sizes and numbers out of range, two PAX headers
 * or long names for one entry, PAX mixed with GNU long names, global PAX headers that set a name or
 * a size, sparse files, unknown types, content where a type has none; names that are absolute, have
 * {@code ..}, {@code .} or empty components (one leading {@code ./} is dropped), are not UTF-8 or
 * hold a NUL; whatever exceeds the {@link LayerLimits}. Not judged here: where links lead, what is
 * a device, set-id bits, whiteouts, names that come twice.
 *
 * <p>After an exception a reader can only be closed. For one thread at a time. From open to close a
 * thread of its own reads the blob and decompresses it, half a mebibyte of tar ahead; a reader that
 * waits for it can be interrupted, which is an {@link java.io.InterruptedIOException}.
 */
public final class LayerReader implements Closeable {
  private final Digest layer;
  private final LayerBudget budget;
  private final EntryNames names;
  private final LayerStream tar;
  private final byte[] block = new byte[TarField.BLOCK_SIZE];
  private EntryContent content;
  private @Nullable LayerDigest digest;

  private LayerReader(Descriptor descriptor, LayerStream tar, LayerBudget budget) {
    this.layer = descriptor.digest();
    this.budget = budget;
    this.names = new EntryNames(layer, budget.limits());
    this.tar = tar;
    this.content = new EntryContent(0);
  }

  /**
   * Starts to read a layer, compressed or not: its first bytes tell, not its media type.
   *
   * @param blob the layer's bytes, from a source that verifies size and digest as it streams;
   *     closed with the reader, and if this fails
   * @param descriptor names the layer
   * @param expectedDiffId digest that the tar must have; null where nothing says so
   * @param budget shared by all layers of an image
   */
  public static LayerReader open(
      InputStream blob, Descriptor descriptor, @Nullable Digest expectedDiffId, LayerBudget budget)
      throws IOException {
    try {
      LayerStream tar = new LayerStream(blob, descriptor, expectedDiffId, budget);
      return new LayerReader(descriptor, tar, budget);
    } catch (IOException e) {
      blob.close();
      throw e;
    }
  }

  /**
   * The next entry, or null at the end, when all is verified. What is left of the content of the
   * entry before it is skipped. An entry for the root itself ({@code ./}) is not handed out.
   *
   * @throws MalformedTarException if the tar is broken or ambiguous
   * @throws CorruptStreamException if the compressed stream is broken
   * @throws UnsafeEntryException if an entry must not be unpacked
   * @throws LimitExceededException if the layer asks for more than the limits give
   * @throws io.mcv.oci.model.DigestMismatchException at the end, if the diffID is another
   */
  public @Nullable TarEntry next() throws IOException {
    if (digest != null) {
      return null;
    }
    content.skipToEnd();
    PendingHeaders pending = new PendingHeaders();
    while (true) {
      TarPlace place = new TarPlace(layer, tar.position());
      readFully(block, place);
      if (TarHeaderBlock.isZero(block)) {
        if (!pending.isEmpty()) {
          throw place.malformed("it ends between the headers of an entry");
        }
        finish(place);
        return null;
      }
      TarHeaderBlock header = TarHeaderBlock.parse(block, place);
      switch (header.typeflag()) {
        case TarType.PAX ->
            pending.addRecords(PaxRecords.parse(readPayload(header, place), place), place);
        case TarType.PAX_GLOBAL -> readGlobal(header, pending, place);
        case TarType.GNU_LONG_NAME -> pending.addLongName(readPayload(header, place), place);
        case TarType.GNU_LONG_LINK -> pending.addLongLink(readPayload(header, place), place);
        default -> {
          TarEntry entry = entry(header, pending, place);
          if (!entry.path().isEmpty()) {
            return entry;
          }
          pending = new PendingHeaders();
        }
      }
    }
  }

  /**
   * The content of the current entry; empty unless it is a file, and at its end once {@link #next}
   * was called again. Need not be read or closed.
   */
  public InputStream content() {
    return content;
  }

  /**
   * Digest and size of the tar.
   *
   * @throws IllegalStateException before {@link #next} has returned null
   */
  public LayerDigest digest() {
    if (digest == null) {
      throw new IllegalStateException("the layer was not read to its end");
    }
    return digest;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private TarEntry entry(TarHeaderBlock header, PendingHeaders pending, TarPlace place)
      throws IOException {
    budget.countEntry();
    TarEntry.Type type = type(header, pending, place);
    String path = names.path(pending.name(header), type == TarEntry.Type.DIRECTORY);
    boolean link = type == TarEntry.Type.SYMLINK || type == TarEntry.Type.HARD_LINK;
    long size = pending.records().size(place).orElse(header.size());
    if (size > 0 && type != TarEntry.Type.FILE) {
      throw new UnsafeEntryException(layer, path, "it has content but is not a file");
    }
    content = new EntryContent(size);
    return new TarEntry(
        path,
        type,
        header.mode(),
        size,
        pending.records().modifiedSeconds(place).orElse(header.modifiedSeconds()),
        link ? names.linkTarget(path, pending.linkname(header)) : "",
        pending.records().extendedAttributes());
  }

  private static TarEntry.Type type(TarHeaderBlock header, PendingHeaders pending, TarPlace place)
      throws MalformedTarException {
    return switch (header.typeflag()) {
      case TarType.FILE, TarType.OLD_FILE -> TarEntry.Type.FILE;
      case TarType.DIRECTORY -> TarEntry.Type.DIRECTORY;
      case TarType.SYMBOLIC_LINK -> TarEntry.Type.SYMLINK;
      case TarType.HARD_LINK -> TarEntry.Type.HARD_LINK;
      case TarType.CHARACTER_DEVICE -> TarEntry.Type.CHARACTER_DEVICE;
      case TarType.BLOCK_DEVICE -> TarEntry.Type.BLOCK_DEVICE;
      case TarType.FIFO -> TarEntry.Type.FIFO;
      case TarType.GNU_SPARSE ->
          throw place.malformed(shown(header, pending) + " is a sparse file, which none may be");
      default ->
          throw place.malformed(
              "%s has an unknown type 0x%02x"
                  .formatted(shown(header, pending), header.typeflag() & 0xff));
    };
  }

  private static String shown(TarHeaderBlock header, PendingHeaders pending) {
    String name = new String(pending.name(header), StandardCharsets.UTF_8);
    return "entry \"" + Printable.of(name) + "\"";
  }

  private void readGlobal(TarHeaderBlock header, PendingHeaders pending, TarPlace place)
      throws IOException {
    if (!pending.isEmpty()) {
      throw place.malformed("a global PAX header stands between the headers of an entry");
    }
    PaxRecords.checkGlobal(readPayload(header, place), place);
  }

  private byte[] readPayload(TarHeaderBlock header, TarPlace place) throws IOException {
    int limit = budget.limits().maxHeaderBytes();
    if (header.size() > limit) {
      throw new LimitExceededException(
          "layer "
              + layer
              + " has a header of more than "
              + limit
              + " bytes before an entry; if that is meant to be, raise --max-header",
          limit);
    }
    byte[] payload = new byte[(int) header.size()];
    readFully(payload, place);
    skipFully(TarField.padding(payload.length), place);
    return payload;
  }

  private void finish(TarPlace place) throws IOException {
    readFully(block, place);
    if (!TarHeaderBlock.isZero(block)) {
      throw place.malformed("one zero block stands where two end the tar");
    }
    for (int n; (n = tar.read(block, 0, block.length)) > 0; ) {
      for (int i = 0; i < n; i++) {
        if (block[i] != 0) {
          throw place.malformed("something else than zeros follows its end");
        }
      }
    }
    digest = tar.finish();
  }

  private void readFully(byte[] bytes, TarPlace place) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      int n = tar.read(bytes, done, bytes.length - done);
      if (n < 0) {
        throw place.malformed("it ends without two zero blocks");
      }
      done += n;
    }
  }

  private void skipFully(long count, TarPlace place) throws IOException {
    long left = count;
    while (left > 0) {
      int n = tar.skip(left);
      if (n < 0) {
        throw place.malformed("it ends without two zero blocks");
      }
      left -= n;
    }
  }

  /** The content of one entry; at its end as soon as the next entry was asked for. */
  private final class EntryContent extends InputStream {
    private final TarPlace place = new TarPlace(layer, tar.position());
    private final int padding;
    private long left;

    EntryContent(long size) {
      this.left = size;
      this.padding = TarField.padding(size);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int n = tar.read(bytes, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw place.malformed("it ends inside the content of an entry");
      }
      left -= n;
      return n;
    }

    private void skipToEnd() throws IOException {
      skipFully(left, place);
      left = 0;
      skipFully(padding, place);
    }
  }
}
