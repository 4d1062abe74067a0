package io.mcv.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vault}: care of the local store. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "vault",
    header = "Care of the local store of images.")
final class VaultCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "vault needs one of its commands: ls, rm, gc, verify");
  }
}
