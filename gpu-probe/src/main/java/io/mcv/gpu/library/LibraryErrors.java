package io.mcv.gpu.library;

/** The codes that the functions of one library answer. */
interface LibraryErrors {
  /**
   * What a code means, be it known here or not, in one line: its name in the library's header, what
   * is wrong, and what to try.
   */
  String meaning(int code);

  /** Whether it only says that a device has no such thing, which is no failure. */
  boolean isUnsupported(int code);
}
