package io.mcv.gpu.library;

import java.nio.file.Path;

/** A library lacks a function that it should have. */
final class MissingFunctionException extends Exception {
  private static final long serialVersionUID = 1L;

  MissingFunctionException(Path library, String function) {
    super(library + " has no function " + function + ": is it what its name says?");
  }
}
