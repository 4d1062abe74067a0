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
import picocli.CommandLine.Model.CommandSpec;

/** Puts the commands together and runs one of them. */
final class McvTool {
  private static final int USAGE_WIDTH = 100;
  private static final List<String> COMMANDS =
      List.of(
          "create",
          "inspect",
          "extract",
          "validate",
          "verify",
          "verify-attestation",
          "verify-blob",
          "check-compat",
          "gpu-info",
          "hw-info",
          "copy",
          "list-tags",
          "manifest-digest",
          "delete",
          "login",
          "logout",
          "auth",
          "vault",
          "sign",
          "attest",
          "generate-key-pair",
          "conformance");

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
    CommandSpec root = new RootCommand(context).spec();
    for (String command : COMMANDS) {
      root.addSubcommand(command, make(command, context));
    }
    return configured(new CommandLine(root).addSubcommand(new CommandLine.HelpCommand()), context);
  }

  /** One command alone: to look at the others takes time that everybody would wait for. */
  private static CommandLine only(String command, Context context) {
    return configured(
        new CommandLine(make(command, context)).setCommandName("mcv-tool " + command), context);
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
  private static CommandSpec make(String command, Context context) {
    return switch (command) {
      case "create" -> new CreateCommand(context).spec();
      case "inspect" -> new InspectCommand(context).spec();
      case "extract" -> new ExtractCommand(context).spec();
      case "validate" -> new ValidateCommand(context).spec();
      case "verify" -> new VerifyCommand(context).spec();
      case "verify-attestation" -> new VerifyAttestationCommand(context).spec();
      case "verify-blob" -> new VerifyBlobCommand(context).spec();
      case "check-compat" -> new CheckCompatCommand(context).spec();
      case "gpu-info" -> new GpuInfoCommand(context).spec();
      case "hw-info" -> new HwInfoCommand(context).spec();
      case "copy" -> new CopyCommand(context).spec();
      case "list-tags" -> new ListTagsCommand(context).spec();
      case "manifest-digest" -> new ManifestDigestCommand(context).spec();
      case "delete" -> new DeleteCommand(context).spec();
      case "login" -> new LoginCommand(context).spec();
      case "logout" -> new LogoutCommand(context).spec();
      case "auth" -> auth(context);
      case "vault" -> vault(context);
      case "sign" -> new SignCommand(context).spec();
      case "attest" -> new AttestCommand(context).spec();
      case "generate-key-pair" -> new GenerateKeyPairCommand(context).spec();
      case "conformance" -> conformance(context);
      default -> throw new IllegalArgumentException(command);
    };
  }

  private static CommandSpec auth(Context context) {
    return new CommandGroup(
            "auth", "Look into the credentials for registries.", new AuthExplainCommand(context))
        .spec();
  }

  private static CommandSpec conformance(Context context) {
    return new CommandGroup(
            "conformance",
            "Hold other tools against the vectors of the format.",
            new ConformanceRunCommand(context))
        .spec();
  }

  private static CommandSpec vault(Context context) {
    return new CommandGroup(
            "vault",
            "Care of the local store of images.",
            new VaultListCommand(context),
            new VaultRemoveCommand(context),
            new VaultCollectCommand(context),
            new VaultVerifyCommand(context))
        .spec();
  }
}
