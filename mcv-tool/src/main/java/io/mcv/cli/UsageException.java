package io.mcv.cli;

/** The command line asks for something that cannot be, found by the command itself. */
final class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
