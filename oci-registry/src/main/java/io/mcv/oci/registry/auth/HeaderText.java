package io.mcv.oci.registry.auth;

/** Text that becomes part of a header of a request. */
final class HeaderText {
  private HeaderText() {}

  /**
   * Whether it is visible ASCII throughout: it can neither end the header nor be read in two ways.
   */
  static boolean isSafe(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
