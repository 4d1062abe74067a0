package io.mcv.oci.json;

/** Go's nil where its type shows: always {@code null} in JSON, but not as text. */
public enum GoNil {
  /** A slice that was never made. */
  SLICE("[]"),
  /** A map that was never made. */
  MAP("map[]"),
  /** The value of a key that a map has not. */
  NO_VALUE("<no value>");

  private final String text;

  GoNil(String text) {
    this.text = text;
  }

  /** As {@code %v} or a template prints it. */
  @Override
  public String toString() {
    return text;
  }
}
