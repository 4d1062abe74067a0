package io.mcv.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mcv-tool} without a command: the flags of CargoHold and MCV, which it takes the place of.
 */
final class RootCommand extends Command {
  private final Mark create = flags.mark(List.of("-c", "--create"), "Create an image.");

  private final Mark extract =
      flags.mark(List.of("-e", "--extract"), "Extract a cache from an image.");

  private final Flag<String> image =
      flags.value(String.class, List.of("-i", "--image"), "REF", "The image.");

  private final Flag<Path> directory =
      flags.value(Path.class, List.of("-d", "--dir"), "DIR", "A cache folder.");

  private final Mark baremetal =
      flags.mark(
          List.of("-b", "--baremetal"),
          "Check the cache against the host's GPUs; not with --no-gpu.");

  private final Mark noGpu = flags.mark("--no-gpu", "Do without the host's GPUs.");

  RootCommand(Context context) {
    super(context, "mcv-tool", "Packs GPU kernel caches as OCI images, and puts them back.");
    flags.version();
    spec().versionProvider(new Version());
    spec()
        .usageMessage()
        .sortOptions(true)
        .synopsisHeading("Usage: ")
        .customSynopsis(
            "mcv-tool COMMAND [OPTIONS]",
            "       mcv-tool -c -i NAME -d DIR   (as mcv and cargohold)",
            "       mcv-tool -e -i NAME [-d DIR]")
        .commandListHeading("%nCommands:%n")
        .optionListHeading("%nOptions:%n")
        .footer(
            "",
            "REF is docker://NAME, oci:PATH[:TAG|@DIGEST] or any other transport of skopeo, or a"
                + " name such as",
            "quay.io/gkm/vector-add-cache:rocm, which is an image of the vault, else of an engine"
                + " or its registry.",
            "mcv-tool COMMAND --help tells more.");
  }

  @Override
  int run() {
    if (create.given() == extract.given()) {
      throw new UsageException(
          create.given()
              ? "--create and --extract cannot be given together"
              : "no action given: give a command, or -c or -e (see mcv-tool --help)");
    }
    return spec().commandLine().execute(create.given() ? createArguments() : extractArguments());
  }

  @Override
  String doing() {
    return "mcv-tool";
  }

  private String[] createArguments() {
    if (image.value() == null || directory.value() == null) {
      throw new UsageException("--create needs --image and --dir");
    }
    List<String> arguments = arguments("create");
    return arguments.toArray(String[]::new);
  }

  private String[] extractArguments() {
    if (image.value() == null) {
      throw new UsageException("--extract needs --image");
    }
    List<String> arguments = arguments("extract");
    if (noGpu.given()) {
      arguments.add("--no-gpu");
    }
    if (baremetal.given()) {
      arguments.add("--baremetal");
    }
    return arguments.toArray(String[]::new);
  }

  private List<String> arguments(String command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(logArguments());
    arguments.add("--image=" + image.value());
    if (directory.value() != null) {
      arguments.add("--dir=" + directory.value());
    }
    return arguments;
  }
}
