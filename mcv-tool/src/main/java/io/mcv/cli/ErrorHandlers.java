package io.mcv.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Tells of a wrong command line and of a command that failed, one line each.
 *
 * <p>A class, since the class archive of the launcher cannot hold lambdas of picocli's interfaces.
 */
final class ErrorHandlers implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Console console;

  ErrorHandlers(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String reason = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    console.error(reason + " (see " + command + " --help)");
    console.trace(e);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine failed, ParseResult parsed) {
    Command command = failed.getCommand();
    Failure failure =
        Failure.of(
            e, command.doing(), command.exitCodeOnFailure(), command.exitCodeOnRegistryFailure());
    console.error(failure.message());
    console.trace(e);
    return failure.exitCode();
  }
}
