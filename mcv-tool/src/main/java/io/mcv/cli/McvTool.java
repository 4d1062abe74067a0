package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import io.mcv.oci.model.Platform;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the commands together and runs one of them. */
final class McvTool {
  private static final int USAGE_WIDTH = 100;

  private McvTool() {}

  /** Runs a command line in this process's environment and returns what to exit with. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return run(arguments, out, err, HostEnvironment.ofProcess());
  }

  static int run(
      String[] arguments, PrintWriter out, PrintWriter err, HostEnvironment environment) {
    Console console = new Console(out, err);
    Context context = new Context(console, new McvClient(environment), environment);
    return commandLine(context).setOut(out).setErr(err).execute(arguments);
  }

  static CommandLine commandLine(Context context) {
    CommandLine vault =
        new CommandLine(new VaultCommand())
            .addSubcommand(new VaultListCommand(context))
            .addSubcommand(new VaultVerifyCommand(context));
    return new CommandLine(new RootCommand(context))
        .addSubcommand(new CreateCommand(context))
        .addSubcommand(new InspectCommand(context))
        .addSubcommand(new ExtractCommand(context))
        .addSubcommand(vault)
        .addSubcommand(new CommandLine.HelpCommand())
        .registerConverter(Platform.class, new PlatformConverter())
        .setUsageHelpWidth(USAGE_WIDTH)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, arguments) -> usageError(e, context.console()))
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> failure(e, commandLine, context.console(), parsed));
  }

  private static int usageError(ParameterException e, Console console) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String reason = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    console.error(reason + " (see " + command + " --help)");
    console.trace(e);
    return ExitCode.USAGE;
  }

  private static int failure(
      Exception e, CommandLine commandLine, Console console, ParseResult parsed) {
    Command command = commandLine.getCommand();
    Failure failure = Failure.of(e, command.doing(), command.exitCodeOnFailure());
    console.error(failure.message());
    console.trace(e);
    return failure.exitCode();
  }
}
