package io.mcv.cli;

import java.util.Objects;
import picocli.CommandLine.Model.ArgSpec;

/**
 * An option or parameter without which the command does not run.
 *
 * @param <T> type of its value
 */
final class Required<T> {
  private final ArgSpec argument;

  Required(ArgSpec argument) {
    this.argument = argument;
  }

  /** Its value; to be asked for only once the command line has been read. */
  T value() {
    T value = argument.getValue();
    return Objects.requireNonNull(value);
  }
}
