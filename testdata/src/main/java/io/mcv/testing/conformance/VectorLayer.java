package io.mcv.testing.conformance;

import io.mcv.oci.layer.Compressor;
import io.mcv.oci.layer.Compressors;
import io.mcv.oci.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/** A layer under construction; what is changed later is changed in what was made before. */
public final class VectorLayer {
  private static final int TRAILER_BYTES = 1024;

  private final List<VectorEntry> entries = new ArrayList<>();
  private Compressor compressor;
  private String mediaType;
  private UnaryOperator<byte[]> tar = UnaryOperator.identity();
  private UnaryOperator<byte[]> blob = UnaryOperator.identity();

  private VectorLayer(Compressor compressor) {
    this.compressor = compressor;
    this.mediaType = compressor.mediaType().toString();
  }

  /** An empty layer compressed with gzip. */
  public static VectorLayer gzip() {
    return new VectorLayer(Compressors.gzip());
  }

  /** An empty layer that is not compressed. */
  public static VectorLayer plain() {
    return new VectorLayer(Compressors.none());
  }

  /** Its entries, to be changed. */
  public List<VectorEntry> entries() {
    return entries;
  }

  /** The first entry whose stored name ends so. */
  public VectorEntry entry(String end) {
    return entries.stream()
        .filter(entry -> entry.name().endsWith(end))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no entry " + end));
  }

  /** Adds an entry at the end. */
  public VectorLayer add(VectorEntry entry) {
    entries.add(entry);
    return this;
  }

  /** Adds entries at the end. */
  public VectorLayer addAll(Collection<VectorEntry> more) {
    entries.addAll(more);
    return this;
  }

  /** Compresses in another way, and names its media type. */
  public VectorLayer compressor(Compressor newCompressor) {
    compressor = newCompressor;
    mediaType = newCompressor.mediaType().toString();
    return this;
  }

  /** Names another media type. */
  public VectorLayer mediaType(String newType) {
    mediaType = newType;
    return this;
  }

  /** Changes the tar with its trailer, before it is hashed and compressed. */
  public VectorLayer tar(UnaryOperator<byte[]> change) {
    UnaryOperator<byte[]> before = tar;
    tar = bytes -> change.apply(before.apply(bytes));
    return this;
  }

  /** Changes the compressed blob before it is hashed. */
  public VectorLayer blob(UnaryOperator<byte[]> change) {
    UnaryOperator<byte[]> before = blob;
    blob = bytes -> change.apply(before.apply(bytes));
    return this;
  }

  Built build() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entries.forEach(entry -> out.writeBytes(entry.bytes()));
    byte[] entriesOnly = out.toByteArray();
    byte[] whole = tar.apply(Arrays.copyOf(entriesOnly, entriesOnly.length + TRAILER_BYTES));
    return new Built(mediaType, blob.apply(compress(whole)), Digest.sha256(whole));
  }

  private byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream compressed = compressor.compress(out)) {
      compressed.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A finished layer. */
  record Built(String mediaType, byte[] blob, Digest diffId) {}
}
