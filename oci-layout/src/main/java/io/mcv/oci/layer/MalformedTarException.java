package io.mcv.oci.layer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A layer or archive is not a tar, or one that two readers could understand differently. */
public final class MalformedTarException extends LayerException implements LayerRefusal {
  private static final long serialVersionUID = 1L;

  private final LayerFault fault;
  private final long offset;
  private final String rule;

  /**
   * With the place and the rule.
   *
   * @param what the tar, as in {@code layer sha256:…}
   * @param offset byte of the tar, behind the decompressor, at which the faulty block starts
   * @param fault what is wrong there
   * @param rule the same in words
   */
  MalformedTarException(String what, long offset, LayerFault fault, String rule) {
    super(what + " is not a valid tar at byte " + offset + ": " + rule);
    this.fault = fault;
    this.offset = offset;
    this.rule = rule;
  }

  @Override
  public LayerFault fault() {
    return fault;
  }

  @Override
  public String rule() {
    return rule;
  }

  @Override
  public @Nullable String entry() {
    return null;
  }

  /** The byte of the tar at which the faulty block starts. */
  @Override
  public long offset() {
    return offset;
  }

  @Override
  public IOException exception() {
    return this;
  }
}
