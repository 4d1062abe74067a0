package io.mcv.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code mcv-tool} without a command: the flags of CargoHold and MCV, which it takes the place of.
 */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "mcv-tool",
    header = "Packs GPU kernel caches as OCI images, and puts them back.",
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "mcv-tool COMMAND [OPTIONS]",
      "       mcv-tool -c -i NAME -d DIR   (as mcv and cargohold)",
      "       mcv-tool -e -i NAME [-d DIR]"
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    versionProvider = Version.class,
    footer = {
      "",
      "REF is docker://NAME, oci:PATH[:TAG|@DIGEST], or a name such as",
      "quay.io/gkm/vector-add-cache:rocm, which is an image of the vault, else of its registry.",
      "mcv-tool COMMAND --help tells more."
    })
final class RootCommand extends Command {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-c", "--create"},
      description = "Create an image.")
  private boolean create;

  @Option(
      names = {"-e", "--extract"},
      description = "Extract a cache from an image.")
  private boolean extract;

  @Option(
      names = {"-i", "--image"},
      paramLabel = "REF",
      description = "The image.")
  private @Nullable String image;

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "A cache folder.")
  private @Nullable Path directory;

  @Option(
      names = {"-b", "--baremetal"},
      description = "Check the cache against the host's GPUs; not with --no-gpu.")
  private boolean baremetal;

  @Option(names = "--no-gpu", description = "Do without the host's GPUs.")
  private boolean noGpu;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  RootCommand(Context context) {
    super(context);
  }

  @Override
  int run() {
    if (create == extract) {
      throw new UsageException(
          create
              ? "--create and --extract cannot be given together"
              : "no action given: give a command, or -c or -e (see mcv-tool --help)");
    }
    return spec.commandLine().execute(create ? createArguments() : extractArguments());
  }

  @Override
  String doing() {
    return "mcv-tool";
  }

  private String[] createArguments() {
    if (image == null || directory == null) {
      throw new UsageException("--create needs --image and --dir");
    }
    List<String> arguments = arguments("create");
    return arguments.toArray(String[]::new);
  }

  private String[] extractArguments() {
    if (image == null) {
      throw new UsageException("--extract needs --image");
    }
    List<String> arguments = arguments("extract");
    if (noGpu) {
      arguments.add("--no-gpu");
    }
    if (baremetal) {
      arguments.add("--baremetal");
    }
    return arguments.toArray(String[]::new);
  }

  private List<String> arguments(String command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(logArguments());
    arguments.add("--image=" + image);
    if (directory != null) {
      arguments.add("--dir=" + directory);
    }
    return arguments;
  }
}
