package io.mcv.gpu.library;

import java.nio.file.Path;

/** The library only stands in for the real one when programs are linked. */
final class StubLibraryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * A library that stands in for another.
   *
   * @param code what it answers to everything
   * @param message what to try
   */
  StubLibraryException(Path library, int code, String message) {
    super(library + ": " + message);
    this.code = code;
  }

  /** What it answers. */
  int code() {
    return code;
  }
}
