package io.mcv.oci.layer;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Printable;
import java.io.IOException;

/** An entry of a layer has a name, or is of a kind, that must not be unpacked. */
public final class UnsafeEntryException extends LayerException implements LayerRefusal {
  private static final long serialVersionUID = 1L;

  private final LayerFault fault;
  private final long offset;
  private final String entry;
  private final String rule;

  /**
   * With the entry and the rule.
   *
   * @param layer digest of the layer's blob
   * @param entry its name as stored
   * @param rule what it breaks, such as {@code its name is absolute}
   */
  public UnsafeEntryException(Digest layer, String entry, String rule) {
    this(new TarPlace("layer " + layer, -1), LayerFault.FORBIDDEN_ENTRY, entry, rule);
  }

  UnsafeEntryException(TarPlace place, LayerFault fault, String entry, String rule) {
    super(place.what() + ": entry \"" + Printable.of(entry) + "\" is refused: " + rule);
    this.fault = fault;
    this.offset = place.offset();
    this.entry = entry;
    this.rule = rule;
  }

  @Override
  public LayerFault fault() {
    return fault;
  }

  /** The name of the entry, as stored; may hold anything. */
  @Override
  public String entry() {
    return entry;
  }

  /** What the entry breaks. */
  @Override
  public String rule() {
    return rule;
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
