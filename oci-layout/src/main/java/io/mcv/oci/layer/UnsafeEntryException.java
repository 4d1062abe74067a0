package io.mcv.oci.layer;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Printable;

/** An entry of a layer has a name, or is of a kind, that must not be unpacked. */
public final class UnsafeEntryException extends LayerException {
  private static final long serialVersionUID = 1L;

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
    this("layer " + layer, entry, rule);
  }

  UnsafeEntryException(String what, String entry, String rule) {
    super(what + ": entry \"" + Printable.of(entry) + "\" is refused: " + rule);
    this.entry = entry;
    this.rule = rule;
  }

  /** The name of the entry, as stored; may hold anything. */
  public String entry() {
    return entry;
  }

  /** What the entry breaks. */
  public String rule() {
    return rule;
  }
}
