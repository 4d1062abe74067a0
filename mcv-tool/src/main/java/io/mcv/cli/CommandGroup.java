package io.mcv.cli;

import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A command that does nothing without one of its own commands, such as {@code vault}. */
final class CommandGroup implements Runnable {
  private final CommandSpec spec;
  private final String name;

  /**
   * A group of commands.
   *
   * @param name by which it is called
   * @param header what it is about, in a sentence
   * @param commands in the order of the help
   */
  CommandGroup(String name, String header, Command... commands) {
    this.name = name;
    this.spec = CommandSpec.wrapWithoutInspection(this).name(name);
    spec.usageMessage().header(header);
    new Flags(spec).help();
    for (Command command : commands) {
      spec.addSubcommand(command.spec().name(), command.spec());
    }
  }

  CommandSpec spec() {
    return spec;
  }

  @Override
  public void run() {
    Set<String> names = spec.subcommands().keySet();
    throw new ParameterException(
        spec.commandLine(),
        name
            + (names.size() == 1 ? " needs its command: " : " needs one of its commands: ")
            + String.join(", ", names));
  }
}
