package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import io.mcv.oci.model.Platform;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;

/** Puts the commands together and runs one of them. */
final class McvTool {
  private static final int USAGE_WIDTH = 100;
  private static final Map<String, Function<Context, Object>> COMMANDS = commands();

  private McvTool() {}

  /** Runs a command line in this process's environment and returns what to exit with. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return run(arguments, out, err, HostEnvironment.ofProcess());
  }

  static int run(
      String[] arguments, PrintWriter out, PrintWriter err, HostEnvironment environment) {
    Console console = new Console(out, err);
    Context context = new Context(console, new McvClient(environment), environment);
    String command = arguments.length == 0 ? "" : arguments[0];
    try {
      return COMMANDS.containsKey(command)
          ? only(command, context)
              .setOut(out)
              .setErr(err)
              .execute(Arrays.copyOfRange(arguments, 1, arguments.length))
          : commandLine(context).setOut(out).setErr(err).execute(arguments);
    } catch (OutOfMemoryError e) {
      console.error("out of memory: give the JVM more, as in MCV_JAVA_OPTS=-Xmx1g");
      console.trace(e);
      return command.equals("create") ? ExitCode.CREATE_FAILED : ExitCode.FAILED;
    }
  }

  /** The command line with all of its commands. */
  static CommandLine commandLine(Context context) {
    CommandLine commandLine = new CommandLine(new RootCommand(context));
    COMMANDS.values().forEach(command -> commandLine.addSubcommand(command.apply(context)));
    return configured(commandLine.addSubcommand(new CommandLine.HelpCommand()), context);
  }

  /** One command alone: to look at the others takes time that everybody would wait for. */
  private static CommandLine only(String command, Context context) {
    Object subject = Objects.requireNonNull(COMMANDS.get(command)).apply(context);
    CommandLine commandLine =
        subject instanceof CommandLine prepared ? prepared : new CommandLine(subject);
    return configured(commandLine.setCommandName("mcv-tool " + command), context);
  }

  private static CommandLine configured(CommandLine commandLine, Context context) {
    ErrorHandlers errors = new ErrorHandlers(context.console());
    return commandLine
        .registerConverter(Platform.class, new PlatformConverter())
        .setUsageHelpWidth(USAGE_WIDTH)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static Map<String, Function<Context, Object>> commands() {
    Map<String, Function<Context, Object>> commands = new LinkedHashMap<>();
    commands.put("create", CreateCommand::new);
    commands.put("inspect", InspectCommand::new);
    commands.put("extract", ExtractCommand::new);
    commands.put("vault", McvTool::vault);
    return Collections.unmodifiableMap(commands);
  }

  private static CommandLine vault(Context context) {
    return new CommandLine(new VaultCommand())
        .addSubcommand(new VaultListCommand(context))
        .addSubcommand(new VaultVerifyCommand(context));
  }
}
