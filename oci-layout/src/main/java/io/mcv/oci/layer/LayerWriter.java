package io.mcv.oci.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes a layer in one pass: entries to tar, its digest taken on the way, to a compressor.
 *
 * <p>The tar is that of Go's {@code archive/tar}: no entry for the root, entries in the order
 * given, owner and group 0 without names, times in whole seconds, and two zero blocks at the end
 * with no padding after them.
 */
public final class LayerWriter {
  private static final int TYPE_FILE = 0100000;
  private static final int TYPE_DIRECTORY = 0040000;
  private static final int TYPE_SYMBOLIC_LINK = 0120000;

  private final TarDialect dialect;
  private final TarOutput tar;
  private final TarHeaderWriter headers;

  private LayerWriter(TarDialect dialect, TarOutput tar) {
    this.dialect = dialect;
    this.tar = tar;
    this.headers = new TarHeaderWriter(tar);
  }

  /**
   * Writes all entries and finishes the compressed stream. Files are read and the tar hashed on the
   * calling thread, while another, which ends before this does, compresses and writes; half a
   * mebibyte lies between them.
   *
   * @param entries in the order to write, each directory before what it holds
   * @param out where the layer goes; stays open
   * @return digest and size of the tar
   * @throws java.io.InterruptedIOException if the thread was interrupted
   * @throws ContentChangedException if a file had not exactly as many bytes as its entry says
   */
  public static LayerDigest write(
      Iterable<? extends LayerEntry> entries,
      TarDialect dialect,
      Compressor compressor,
      OutputStream out)
      throws IOException {
    try (OutputStream compressed = compressor.compress(out);
        TarOutput tar = new TarOutput(compressed)) {
      LayerWriter writer = new LayerWriter(dialect, tar);
      for (LayerEntry entry : entries) {
        writer.write(entry);
      }
      return tar.finish();
    }
  }

  private void write(LayerEntry entry) throws IOException {
    if (entry instanceof LayerEntry.RegularFile file) {
      header(file, TarType.FILE, TYPE_FILE, file.size(), "", file.extendedAttributes());
      copy(file);
    } else if (entry instanceof LayerEntry.Directory directory) {
      header(directory, TarType.DIRECTORY, TYPE_DIRECTORY, 0, "", directory.extendedAttributes());
    } else if (entry instanceof LayerEntry.SymbolicLink link) {
      header(link, TarType.SYMBOLIC_LINK, TYPE_SYMBOLIC_LINK, 0, link.target(), Map.of());
    } else if (entry instanceof LayerEntry.HardLink link) {
      header(link, TarType.HARD_LINK, TYPE_FILE, 0, link.target(), link.extendedAttributes());
    }
  }

  private void header(
      LayerEntry entry,
      byte typeflag,
      int fileType,
      long size,
      String linkname,
      Map<String, byte[]> extendedAttributes)
      throws IOException {
    boolean slash = typeflag == TarType.DIRECTORY && dialect.directorySlash();
    headers.write(
        new TarHeader(
            typeflag,
            slash ? entry.path() + "/" : entry.path(),
            dialect.fileTypeBits() ? fileType | entry.mode() : entry.mode(),
            size,
            entry.modifiedSeconds(),
            linkname,
            extendedAttributes));
  }

  private void copy(LayerEntry.RegularFile file) throws IOException {
    long left = file.size();
    try (InputStream content = file.content().open()) {
      for (int n = 0; n >= 0 && left >= 0; n = tar.readFrom(content)) {
        left -= n;
      }
    }
    if (left != 0) {
      throw new ContentChangedException(file.path());
    }
    tar.pad();
  }
}
