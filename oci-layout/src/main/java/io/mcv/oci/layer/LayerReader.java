package io.mcv.oci.layer;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a layer entry by entry, once, as its blob streams by.
 *
 * <p>Nothing that was read may be trusted, let alone be put in its place, before {@link #next} has
 * returned null: only then the tar had its trailer and nothing but zeros after it, the compressed
 * stream ended as it must, the blob was read to its end (where its source checks size and digest)
 * and the tar had the diffID that was expected.
 *
 * <p>What is refused, and what is not judged here, is told by {@link TarReader}.
 *
 * <p>After an exception a reader can only be closed. For one thread at a time. From open to close a
 * thread of its own reads the blob and decompresses it, half a mebibyte of tar ahead; a reader that
 * waits for it can be interrupted, which is an {@link java.io.InterruptedIOException}.
 */
public final class LayerReader implements Closeable {
  private final LayerStream tar;
  private final TarReader entries;
  private @Nullable LayerDigest digest;

  private LayerReader(
      Descriptor descriptor, LayerStream tar, LayerBudget budget, EntryFaults faults) {
    this.tar = tar;
    this.entries = new TarReader("layer " + descriptor.digest(), tar, budget, faults);
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
      return new LayerReader(descriptor, tar, budget, EntryFaults.REFUSED);
    } catch (IOException e) {
      blob.close();
      throw e;
    }
  }

  /**
   * Starts to read a layer to tell what is wrong with it: entries with a faulty name can be let
   * pass, and no diffID is expected.
   *
   * @param algorithm of the diffID that {@link #digest} tells
   * @param faults told of each faulty name
   * @see #open(InputStream, Descriptor, Digest, LayerBudget)
   */
  public static LayerReader open(
      InputStream blob,
      Descriptor descriptor,
      DigestAlgorithm algorithm,
      LayerBudget budget,
      EntryFaults faults)
      throws IOException {
    try {
      LayerStream tar = new LayerStream(blob, descriptor, null, algorithm, budget);
      return new LayerReader(descriptor, tar, budget, faults);
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
   * @throws LayerLimitException if the layer asks for more than the limits give
   * @throws io.mcv.oci.model.DigestMismatchException at the end, if the diffID is another
   */
  public @Nullable TarEntry next() throws IOException {
    TarEntry entry = entries.next();
    if (entry == null && digest == null) {
      digest = tar.finish();
    }
    return entry;
  }

  /**
   * The content of the current entry; empty unless it is a file, and at its end once {@link #next}
   * was called again. Need not be read or closed.
   */
  public InputStream content() {
    return entries.content();
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

  /** The bytes of the tar that were read so far. */
  public long position() {
    return tar.position();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
