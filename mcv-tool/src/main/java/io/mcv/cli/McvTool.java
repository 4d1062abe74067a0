package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import io.mcv.oci.model.Platform;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Puts the commands together and runs one of them. */
final class McvTool {
  private static final int USAGE_WIDTH = 100;
  private static final List<String> COMMANDS =
      List.of(
          "create",
          "inspect",
          "extract",
          "copy",
          "list-tags",
          "manifest-digest",
          "delete",
          "login",
          "logout",
          "auth",
          "vault");

  private McvTool() {}

  static int run(
      String[] arguments, PrintStream out, PrintWriter err, HostEnvironment environment) {
    return run(arguments, new Console(out, err), new PrintWriter(out), err, environment);
  }

  static int run(
      String[] arguments,
      Console console,
      PrintWriter out,
      PrintWriter err,
      HostEnvironment environment) {
    Context context = new Context(console, new McvClient(environment), environment);
    try {
      return run(
          isOption(arguments) ? SkopeoOptions.translate(arguments) : arguments, context, out, err);
    } catch (UsageException e) {
      console.error(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
  }

  private static boolean isOption(String[] arguments) {
    return arguments.length > 0 && arguments[0].startsWith("--");
  }

  private static int run(String[] arguments, Context context, PrintWriter out, PrintWriter err) {
    String command = arguments.length == 0 ? "" : arguments[0];
    try {
      return COMMANDS.contains(command)
          ? only(command, context)
              .setOut(out)
              .setErr(err)
              .execute(Arrays.copyOfRange(arguments, 1, arguments.length))
          : commandLine(context).setOut(out).setErr(err).execute(arguments);
    } catch (OutOfMemoryError e) {
      context.console().error("out of memory: give the JVM more, as in MCV_JAVA_OPTS=-Xmx1g");
      context.console().trace(e);
      return command.equals("create") ? ExitCode.CREATE_FAILED : ExitCode.FAILED;
    }
  }

  /** The command line with all of its commands. */
  static CommandLine commandLine(Context context) {
    CommandLine commandLine = new CommandLine(new RootCommand(context));
    COMMANDS.forEach(command -> commandLine.addSubcommand(make(command, context)));
    return configured(commandLine.addSubcommand(new CommandLine.HelpCommand()), context);
  }

  /** One command alone: to look at the others takes time that everybody would wait for. */
  private static CommandLine only(String command, Context context) {
    Object subject = make(command, context);
    CommandLine commandLine =
        subject instanceof CommandLine prepared ? prepared : new CommandLine(subject);
    return configured(commandLine.setCommandName("mcv-tool " + command), context);
  }

  private static CommandLine configured(CommandLine commandLine, Context context) {
    ErrorHandlers errors = new ErrorHandlers(context.console());
    return commandLine
        .registerConverter(Platform.class, new PlatformConverter())
        .registerConverter(Duration.class, new DurationConverter())
        .setUsageHelpWidth(USAGE_WIDTH)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** A switch, since a table of constructors would load the class of every command. */
  private static Object make(String command, Context context) {
    return switch (command) {
      case "create" -> new CreateCommand(context);
      case "inspect" -> new InspectCommand(context);
      case "extract" -> new ExtractCommand(context);
      case "copy" -> new CopyCommand(context);
      case "list-tags" -> new ListTagsCommand(context);
      case "manifest-digest" -> new ManifestDigestCommand(context);
      case "delete" -> new DeleteCommand(context);
      case "login" -> new LoginCommand(context);
      case "logout" -> new LogoutCommand(context);
      case "auth" -> auth(context);
      case "vault" -> vault(context);
      default -> throw new IllegalArgumentException(command);
    };
  }

  private static CommandLine auth(Context context) {
    return new CommandLine(new AuthCommand()).addSubcommand(new AuthExplainCommand(context));
  }

  private static CommandLine vault(Context context) {
    return new CommandLine(new VaultCommand())
        .addSubcommand(new VaultListCommand(context))
        .addSubcommand(new VaultRemoveCommand(context))
        .addSubcommand(new VaultCollectCommand(context))
        .addSubcommand(new VaultVerifyCommand(context));
  }
}
