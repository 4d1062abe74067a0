package io.mcv.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;

/**
 * An option or parameter that may be left out.
 *
 * @param <T> type of its value
 */
final class Flag<T> {
  private final ArgSpec argument;

  Flag(ArgSpec argument) {
    this.argument = argument;
  }

  /** Its value on the command line; null where it was not given. */
  @Nullable T value() {
    return argument.getValue();
  }

  /** The same with a value for where it was not given. */
  T or(T otherwise) {
    T value = value();
    return value == null ? otherwise : value;
  }
}
