package io.mcv.oci.layer.deflate;

/**
 * Whose bytes are written: generations of klauspost/compress, the encoder in Go's container tools.
 * They differ only in inputs above 65,535 bytes, in the headers of blocks that stay open from one
 * window to the next, and in what follows from their size.
 */
public enum GzipProfile {
  /**
   * klauspost/compress 1.15.10 to 1.18.0, as in skopeo 1.9.3. The header of such a block has all
   * 286 and 30 lengths, the unused ones too.
   */
  PGZIP_1_15,

  /**
   * klauspost/compress after 1.18.0, as in skopeo 1.22.0. The header of such a block ends with the
   * last symbol used.
   */
  PGZIP_1_18
}
