package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have: logging options, help, the client and the console. */
abstract class Command implements Callable<Integer> {
  @Mixin private final LogOptions log = new LogOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final Context context;

  Command(Context context) {
    this.context = context;
  }

  @Override
  public final Integer call() throws IOException {
    log.applyTo(context.console());
    return run();
  }

  /** Does the work and says what the process ends with. */
  abstract int run() throws IOException;

  /** What is being done, to what, for the beginning of an error, as in {@code extracting X}. */
  abstract String doing();

  /** What the process ends with where nothing more specific is known of a failure. */
  int exitCodeOnFailure() {
    return ExitCode.FAILED;
  }

  /** What the process ends with where a registry does not do what it is asked for. */
  int exitCodeOnRegistryFailure() {
    return ExitCode.CANNOT_READ;
  }

  /** The logging options of this command line, for another command. */
  final List<String> logArguments() {
    return log.arguments();
  }

  final Console console() {
    return context.console();
  }

  final McvClient client() {
    return context.client();
  }

  final HostEnvironment environment() {
    return context.environment();
  }
}
