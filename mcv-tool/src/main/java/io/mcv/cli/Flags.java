package io.mcv.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The options and parameters of a command, written down as values: to read them from annotations is
 * most of what a short command waits for. Help shows them in the order in which they are added.
 */
final class Flags {
  private final CommandSpec command;

  /**
   * Adds to those that the command has.
   *
   * @param command whose options they become
   */
  Flags(CommandSpec command) {
    this.command = command;
  }

  /** Adds an option with a value. */
  <T> Flag<T> value(Class<T> type, String name, String label, String description) {
    return value(type, List.of(name), label, description);
  }

  /** The same for an option that has several names. */
  <T> Flag<T> value(Class<T> type, List<String> names, String label, String description) {
    return new Flag<>(add(option(names, description).type(type).paramLabel(label)));
  }

  /** Adds an option whose value is read in a way of its own. */
  <T> Flag<T> value(
      Class<T> type,
      ITypeConverter<T> converter,
      List<String> names,
      String label,
      String description) {
    return new Flag<>(
        add(option(names, description).type(type).converters(converter).paramLabel(label)));
  }

  /** Adds an option that must be given. */
  <T> Required<T> required(Class<T> type, List<String> names, String label, String description) {
    return new Required<>(
        add(option(names, description).type(type).required(true).paramLabel(label)));
  }

  /** Adds an option {@code KEY=VALUE} that may be repeated; the pairs keep their order. */
  Flag<Map<String, String>> pairs(String name, String description) {
    return pairs(List.of(name), description);
  }

  /** The same for an option that has several names. */
  Flag<Map<String, String>> pairs(List<String> names, String description) {
    return new Flag<>(
        add(
            option(names, description)
                .type(Map.class)
                .auxiliaryTypes(String.class, String.class)
                .paramLabel("KEY=VALUE")));
  }

  /** Adds an option that is true when it stands alone, else what it says. */
  Flag<Boolean> choice(String name, String description) {
    return new Flag<>(
        add(
            option(List.of(name), description)
                .type(Boolean.class)
                .arity("0..1")
                .fallbackValue("true")
                .paramLabel("BOOLEAN")));
  }

  /** Adds an option without a value. */
  Mark mark(String name, String description) {
    return mark(List.of(name), description);
  }

  /** The same for an option that has several names. */
  Mark mark(List<String> names, String description) {
    return new Mark(add(option(names, description).type(boolean.class)));
  }

  /** Adds the option that shows the help of the command. */
  void help() {
    add(option(List.of("-h", "--help"), "Show this help.").type(boolean.class).usageHelp(true));
  }

  /** Adds the option that shows the version. */
  void version() {
    add(
        option(List.of("-V", "--version"), "Show the version.")
            .type(boolean.class)
            .versionHelp(true));
  }

  /** Adds a parameter, behind those that were added before. */
  <T> Required<T> parameter(Class<T> type, String label, String description) {
    return new Required<>(add(parameter(label, description).type(type)));
  }

  /** Adds a parameter that may be left out. */
  <T> Flag<T> optionalParameter(Class<T> type, String label, String description) {
    return new Flag<>(add(parameter(label, description).type(type).arity("0..1").required(false)));
  }

  /** Adds a parameter of which there may be several, but not none. */
  Required<List<String>> parameters(String label, String description) {
    return new Required<>(
        add(
            parameter(label, description)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .index("0..*")
                .arity("1..*")));
  }

  private static OptionSpec.Builder option(List<String> names, String description) {
    return OptionSpec.builder(names.toArray(new String[0])).description(description);
  }

  private PositionalParamSpec.Builder parameter(String label, String description) {
    return PositionalParamSpec.builder()
        .index(String.valueOf(command.positionalParameters().size()))
        .required(true)
        .paramLabel(label)
        .description(description);
  }

  private OptionSpec add(OptionSpec.Builder builder) {
    OptionSpec option = builder.build();
    command.addOption(option);
    return option;
  }

  private PositionalParamSpec add(PositionalParamSpec.Builder builder) {
    PositionalParamSpec parameter = builder.build();
    command.addPositional(parameter);
    return parameter;
  }
}
