package io.mcv.spec.conformance.image;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layer as it was read, once, from its start to its end or to the fault that stopped it.
 *
 * @param position in the manifest, from 0
 * @param digest of the blob, as the manifest says
 * @param mediaType as the manifest says
 * @param size of the blob, as the manifest says
 * @param expectedDiffId what the configuration says; null where it says nothing
 * @param diffId of the tar that was read; null where it was not read to its end
 * @param compression as its first bytes tell
 * @param gzip the header of its first gzip member; null where it is not gzip
 * @param unpackedBytes bytes of the tar that were read
 * @param readToEnd whether blob, compressed stream and tar all came to their end
 * @param blobFault why the blob is not the one that the manifest names
 * @param faults of stream, tar and entries, in their order
 * @param entries in the order of the tar, those with a fault too where reading could go on
 * @param contents of files that rules look into, by path; see {@link WantedFiles}
 */
public record LayerView(
    int position,
    String digest,
    String mediaType,
    long size,
    @Nullable String expectedDiffId,
    @Nullable String diffId,
    Compression compression,
    @Nullable GzipHeader gzip,
    long unpackedBytes,
    boolean readToEnd,
    @Nullable BlobFault blobFault,
    List<LayerFault> faults,
    List<EntryView> entries,
    Map<String, byte[]> contents) {

  /** How a layer is compressed. */
  public enum Compression {
    /** Not at all, or in a way that is not known. */
    NONE,
    /** gzip, RFC 1952. */
    GZIP,
    /** Zstandard, RFC 8878. */
    ZSTD
  }

  /**
   * What of the header of a gzip member makes two of them differ.
   *
   * @param modifiedSeconds field MTIME, seconds since 1970
   * @param named whether there is a file name
   */
  public record GzipHeader(long modifiedSeconds, boolean named) {}

  /** Copies the lists. */
  public LayerView {
    faults = List.copyOf(faults);
    entries = List.copyOf(entries);
    contents = Map.copyOf(contents);
  }

  /** The layer, for people: {@code layer 1 sha256:…}, counted from 1. */
  public String name() {
    return "layer " + (position + 1) + " " + digest;
  }
}
