package io.mcv.oci.layer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The gzip or zstd stream of a layer or archive is broken, ends early, or has something after its
 * end.
 */
public final class CorruptStreamException extends LayerException implements LayerRefusal {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * With what is wrong.
   *
   * @param what what is compressed, as in {@code layer sha256:…}
   * @param format {@code gzip} or {@code zstd}
   * @param fault what is wrong, such as {@code it ends early}
   */
  public CorruptStreamException(String what, String format, String fault) {
    super("the " + format + " stream of " + what + " is corrupt: " + fault);
    this.rule = fault;
  }

  @Override
  public LayerFault fault() {
    return LayerFault.CORRUPT_STREAM;
  }

  @Override
  public String rule() {
    return rule;
  }

  @Override
  public @Nullable String entry() {
    return null;
  }

  @Override
  public long offset() {
    return -1;
  }

  @Override
  public IOException exception() {
    return this;
  }
}
