package io.mcv.oci.layer;

/**
 * The gzip or zstd stream of a layer or archive is broken, ends early, or has something after its
 * end.
 */
public final class CorruptStreamException extends LayerException {
  private static final long serialVersionUID = 1L;

  /**
   * With what is wrong.
   *
   * @param what what is compressed, as in {@code layer sha256:…}
   * @param format {@code gzip} or {@code zstd}
   * @param fault what is wrong, such as {@code it ends early}
   */
  public CorruptStreamException(String what, String format, String fault) {
    super("the " + format + " stream of " + what + " is corrupt: " + fault);
  }
}
