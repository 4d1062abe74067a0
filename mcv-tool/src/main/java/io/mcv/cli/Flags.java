package io.mcv.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that several commands have, written down as values: to read them from annotations is most
 * of what a short command waits for. A command takes them in as {@code @Mixin CommandSpec}.
 */
final class Flags {
  private final CommandSpec spec;

  /**
   * No options yet.
   *
   * @param owner whose options they are
   */
  Flags(Object owner) {
    this.spec = CommandSpec.wrapWithoutInspection(owner);
  }

  CommandSpec spec() {
    return spec;
  }

  /** Adds an option with a value. */
  <T> Flag<T> value(Class<T> type, String name, String label, String description) {
    return value(type, List.of(name), label, description);
  }

  /** The same for an option that has several names. */
  <T> Flag<T> value(Class<T> type, List<String> names, String label, String description) {
    return add(
        OptionSpec.builder(names.toArray(new String[0]))
            .type(type)
            .paramLabel(label)
            .description(description));
  }

  /** Adds an option that is true when it stands alone, else what it says. */
  Flag<Boolean> choice(String name, String description) {
    return add(
        OptionSpec.builder(name)
            .type(Boolean.class)
            .arity("0..1")
            .fallbackValue("true")
            .paramLabel("BOOLEAN")
            .description(description));
  }

  /** Adds an option without a value. */
  Flag<Boolean> mark(String name, String description) {
    return add(OptionSpec.builder(name).type(boolean.class).description(description));
  }

  private <T> Flag<T> add(OptionSpec.Builder builder) {
    OptionSpec option = builder.build();
    spec.addOption(option);
    return new Flag<>(option);
  }

  /**
   * One option.
   *
   * @param <T> type of its value
   */
  static final class Flag<T> {
    private final OptionSpec option;

    private Flag(OptionSpec option) {
      this.option = option;
    }

    /** Its value on the command line; null where it was not given. */
    @Nullable T value() {
      return option.getValue();
    }

    /** The same with a value for where it was not given. */
    T or(T otherwise) {
      T value = value();
      return value == null ? otherwise : value;
    }
  }
}
