package io.mcv.oci.layer;

import io.mcv.oci.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a tar in their order.
 *
 * <p>Refused are: a header with a wrong checksum, sizes and numbers out of range, two PAX headers
 * or long names for one entry, PAX mixed with GNU long names, global PAX headers that set a name or
 * a size, sparse files, unknown types, content where a type has none; names that are absolute, have
 * {@code ..}, {@code .} or empty components (one leading {@code ./} is dropped), are not UTF-8 or
 * hold a NUL; whatever exceeds the {@link LayerLimits}. Not judged here: where links lead, what is
 * a device, set-id bits, whiteouts, names that come twice.
 *
 * <p>After an exception a reader is of no use. For one thread at a time.
 */
public final class TarReader {
  private final String what;
  private final LayerBudget budget;
  private final EntryNames names;
  private final TarInput tar;
  private final byte[] block = new byte[TarField.BLOCK_SIZE];
  private EntryContent content;
  private boolean ended;

  TarReader(String what, TarInput tar, LayerBudget budget, EntryFaults faults) {
    this.what = what;
    this.budget = budget;
    this.names = new EntryNames(budget.limits(), faults);
    this.tar = tar;
    this.content = new EntryContent(0);
  }

  /**
   * Reads a tar that lies in a file, not compressed, from its start. Contents are passed over
   * without being read.
   *
   * @param what the tar, for messages, as in {@code archive /tmp/x.tar}
   * @param channel read by positions; stays open
   */
  public static TarReader of(String what, FileChannel channel, LayerLimits limits)
      throws IOException {
    return new TarReader(
        what, new ChannelTarInput(channel), new LayerBudget(limits), EntryFaults.REFUSED);
  }

  /**
   * The next entry, or null at the end, which has its trailer and nothing but zeros after it. What
   * is left of the content of the entry before it is skipped. An entry for the root itself ({@code
   * ./}) is not handed out.
   *
   * @throws MalformedTarException if the tar is broken or ambiguous
   * @throws UnsafeEntryException if an entry must not be unpacked
   * @throws LayerLimitException if the tar asks for more than the limits give
   */
  public @Nullable TarEntry next() throws IOException {
    if (ended) {
      return null;
    }
    content.skipToEnd();
    PendingHeaders pending = new PendingHeaders();
    TarPlace first = new TarPlace(what, tar.position());
    while (true) {
      TarPlace place = new TarPlace(what, tar.position());
      if (pending.isEmpty()) {
        first = place;
      }
      readBlock(place, pending.isEmpty() ? LayerFault.TRAILER : LayerFault.TRUNCATED);
      if (TarHeaderBlock.isZero(block)) {
        if (!pending.isEmpty()) {
          throw place.malformed(LayerFault.TRUNCATED, "it ends between the headers of an entry");
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
          TarEntry entry = entry(header, pending, place, first);
          if (!entry.path().isEmpty()) {
            return entry;
          }
          content.skipToEnd();
          pending = new PendingHeaders();
        }
      }
    }
  }

  /** The byte of the tar at which the content of the current entry starts, before it is read. */
  public long contentPosition() {
    return tar.position();
  }

  /** The content of the current entry, at its end once {@link #next} was called again. */
  InputStream content() {
    return content;
  }

  private TarEntry entry(
      TarHeaderBlock header, PendingHeaders pending, TarPlace place, TarPlace first)
      throws IOException {
    budget.countEntry();
    TarEntry.Type type = type(header, pending, place);
    PaxRecords records = pending.records();
    String name = names.name(pending.name(header), first);
    String path = names.path(name, type == TarEntry.Type.DIRECTORY, first);
    long size = records.size(place).orElse(header.size());
    if (size > 0 && type != TarEntry.Type.FILE) {
      throw new UnsafeEntryException(
          first, LayerFault.CONTENT, path, "it has content but is not a file");
    }
    content = new EntryContent(size);
    long modified = records.modifiedSeconds(place).orElse(header.modifiedSeconds());
    boolean link = type == TarEntry.Type.SYMLINK || type == TarEntry.Type.HARD_LINK;
    String target = link ? names.linkTarget(path, pending.linkname(header), first) : "";
    TarOwner owner = records.owner(header.owner());
    Map<String, byte[]> attributes = records.extendedAttributes();
    countNames(name, target, owner, attributes);
    return new TarEntry(
        name, path, type, header.mode(), size, modified, owner, target, attributes, first.offset());
  }

  private void countNames(
      String name, String target, TarOwner owner, Map<String, byte[]> attributes)
      throws LayerLimitException {
    long length = name.length() + target.length();
    length += owner.userName().length() + owner.groupName().length();
    for (String attribute : attributes.keySet()) {
      length += attribute.length();
    }
    budget.countNames(length);
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
          throw place.malformed(
              LayerFault.SPARSE, shown(header, pending) + " is a sparse file, which none may be");
      default ->
          throw place.malformed(
              LayerFault.UNKNOWN_TYPE,
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
      throw place.malformed(
          LayerFault.AMBIGUOUS_HEADERS,
          "a global PAX header stands between the headers of an entry");
    }
    PaxRecords.checkGlobal(readPayload(header, place), place);
  }

  private byte[] readPayload(TarHeaderBlock header, TarPlace place) throws IOException {
    int limit = budget.limits().maxHeaderBytes();
    if (header.size() > limit) {
      throw LayerLimitException.of(
          LayerFault.LARGE_HEADER,
          place,
          "a header of more than " + limit + " bytes before an entry",
          limit,
          "--max-header");
    }
    byte[] payload = new byte[(int) header.size()];
    readFully(payload, place, LayerFault.TRUNCATED);
    skipFully(TarField.padding(payload.length), place);
    return payload;
  }

  private void finish(TarPlace place) throws IOException {
    readBlock(place, LayerFault.TRAILER);
    if (!TarHeaderBlock.isZero(block)) {
      throw place.malformed(LayerFault.TRAILER, "one zero block stands where two end the tar");
    }
    for (int n; (n = tar.read(block, 0, block.length)) > 0; ) {
      for (int i = 0; i < n; i++) {
        if (block[i] != 0) {
          throw place.malformed(
              LayerFault.TRAILING_DATA, "something else than zeros follows its end");
        }
      }
    }
    ended = true;
  }

  private void readBlock(TarPlace place, LayerFault none) throws IOException {
    readFully(block, place, none);
  }

  /**
   * Fills an array.
   *
   * @param none the fault where the tar has no byte more
   */
  private void readFully(byte[] bytes, TarPlace place, LayerFault none) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      int n = tar.read(bytes, done, bytes.length - done);
      if (n < 0) {
        throw place.malformed(
            done == 0 ? none : LayerFault.TRUNCATED, "it ends without two zero blocks");
      }
      done += n;
    }
  }

  private void skipFully(long count, TarPlace place) throws IOException {
    long left = count;
    while (left > 0) {
      int n = tar.skip(left);
      if (n < 0) {
        throw place.malformed(LayerFault.TRUNCATED, "it ends without two zero blocks");
      }
      left -= n;
    }
  }

  /** The content of one entry; at its end as soon as the next entry was asked for. */
  private final class EntryContent extends InputStream {
    private final TarPlace place = new TarPlace(what, tar.position());
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
        throw place.malformed(LayerFault.TRUNCATED, "it ends inside the content of an entry");
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
