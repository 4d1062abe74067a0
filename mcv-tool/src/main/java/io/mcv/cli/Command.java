package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.McvClient;
import io.mcv.oci.model.Digest;
import io.mcv.oci.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands have: logging options, help, the client and the console. */
abstract class Command implements Callable<Integer> {
  private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

  /** What the command can be given; a command adds its own. */
  final Flags flags;

  private final Context context;
  private final CommandSpec spec;
  private final LogOptions log;

  /**
   * A command with the options that all have.
   *
   * @param name by which it is called
   * @param header what it does, in a sentence
   * @param description what more there is to say, by lines
   */
  Command(Context context, String name, String header, String... description) {
    this.context = context;
    this.spec = CommandSpec.wrapWithoutInspection(this).name(name);
    spec.usageMessage().header(header).description(description).sortOptions(false);
    this.flags = new Flags(spec);
    this.log = new LogOptions(flags);
    flags.help();
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

  /** How picocli knows this command. */
  final CommandSpec spec() {
    return spec;
  }

  /** The logging options of this command line, for another command. */
  final List<String> logArguments() {
    return log.arguments();
  }

  /** Prints the digest of what was written, or says it where the image itself is the output. */
  final void printDigest(Digest digest, String image) {
    if (STANDARD_OUTPUT.equals(archive(Reference.parse(image)))) {
      console().info(digest.toString());
    } else {
      console().print(digest.toString());
    }
  }

  private static @Nullable Path archive(Reference reference) {
    if (reference instanceof Reference.DockerArchive docker) {
      return docker.path();
    }
    return reference instanceof Reference.OciArchive oci ? oci.path() : null;
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
