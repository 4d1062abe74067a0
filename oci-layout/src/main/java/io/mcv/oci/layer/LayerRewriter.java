package io.mcv.oci.layer;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses a layer in another way, or not at all: its tar stays what it is, to the byte. */
public final class LayerRewriter {
  private static final int BUFFER_SIZE = 64 * 1024;

  private LayerRewriter() {}

  /**
   * Reads a layer as its first bytes ask for, whatever its media type says, and writes it anew.
   * What was written counts only when this has returned: the digest of the layer, and that of its
   * tar, are known to be right at the end alone.
   *
   * @param blob the layer, verified against its digest while it is read; closed in any case
   * @param layer what the blob is, for messages
   * @param diffId digest that the tar must have; null for any
   * @param out where the rewritten layer goes; stays open
   * @throws io.mcv.oci.model.DigestMismatchException if the tar has another digest
   * @throws LayerException if the compressed data is damaged
   * @throws io.mcv.oci.model.LimitExceededException if the tar is larger than allowed
   */
  public static LayerDigest rewrite(
      InputStream blob,
      Descriptor layer,
      @Nullable Digest diffId,
      LayerLimits limits,
      Compressor compressor,
      OutputStream out)
      throws IOException {
    try (InputStream source = blob;
        LayerStream tar = new LayerStream(source, layer, diffId, new LayerBudget(limits))) {
      try (OutputStream compressed = compressor.compress(out)) {
        byte[] buffer = new byte[BUFFER_SIZE];
        for (int n = tar.read(buffer, 0, buffer.length);
            n > 0;
            n = tar.read(buffer, 0, buffer.length)) {
          compressed.write(buffer, 0, n);
        }
      }
      return tar.finish();
    }
  }
}
