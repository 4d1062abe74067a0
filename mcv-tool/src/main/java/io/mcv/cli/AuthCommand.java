package io.mcv.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code auth}: what is known of credentials. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "auth",
    header = "Look into the credentials for registries.")
final class AuthCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "auth needs its command: explain");
  }
}
