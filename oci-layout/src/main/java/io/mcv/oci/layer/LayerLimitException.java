package io.mcv.oci.layer;

import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.Printable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A layer, or the layers of an image together, ask for more than {@link LayerLimits} give. */
public final class LayerLimitException extends LimitExceededException implements LayerRefusal {
  private static final long serialVersionUID = 1L;
  private static final String ADVICE = "; if that is meant to be, raise ";

  private final LayerFault fault;
  private final String rule;
  private final @Nullable String entry;
  private final long offset;

  private LayerLimitException(
      LayerFault fault,
      String message,
      String rule,
      long limit,
      @Nullable String entry,
      long offset) {
    super(message, limit);
    this.fault = fault;
    this.rule = rule;
    this.entry = entry;
    this.offset = offset;
  }

  /** A limit that no option raises. */
  static LayerLimitException fixed(LayerFault fault, String message, long limit) {
    return new LayerLimitException(fault, message, message, limit, null, -1);
  }

  /** A limit that an option raises. */
  static LayerLimitException of(LayerFault fault, String rule, long limit, String option) {
    return new LayerLimitException(fault, rule + ADVICE + option, rule, limit, null, -1);
  }

  /** A limit of the headers at a place in a tar. */
  static LayerLimitException of(
      LayerFault fault, TarPlace place, String rule, long limit, String option) {
    String message = place.what() + " has " + rule + ADVICE + option;
    return new LayerLimitException(fault, message, rule, limit, null, place.offset());
  }

  /** A limit of what an entry is called. */
  static LayerLimitException of(
      LayerFault fault, TarPlace place, String part, String entry, int limit, String option) {
    String longer = "is longer than " + limit + " bytes";
    String message =
        "%s: %s of entry \"%s\" %s%s%s"
            .formatted(place.what(), part, Printable.of(entry), longer, ADVICE, option);
    String rule = part + " " + longer;
    return new LayerLimitException(fault, message, rule, limit, entry, place.offset());
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
    return entry;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public IOException exception() {
    return this;
  }
}
