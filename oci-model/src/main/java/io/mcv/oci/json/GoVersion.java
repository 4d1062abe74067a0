package io.mcv.oci.json;

/** Versions of Go that write JSON in different ways. */
public enum GoVersion {
  /** Backspace and form feed as {@code \}{@code u0008} and {@code \}{@code u000c}. */
  GO_1_19,
  /** Backspace and form feed as {@code \b} and {@code \f}. */
  GO_1_22
}
