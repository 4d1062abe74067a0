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

  private final Mark checkCompat =
      flags.mark("--check-compat", "Say whether a cache fits the GPUs of this host.");

  private final Mark gpuInfo = flags.mark("--gpu-info", "Show the GPUs of this host.");

  private final Mark hardwareInfo = flags.mark("--hw-info", "Show the hardware of this host.");

  private final Flag<String> image =
      flags.value(String.class, List.of("-i", "--image"), "REF", "The image.");

  private final Flag<Path> directory =
      flags.value(Path.class, List.of("-d", "--dir"), "DIR", "A cache folder.");

  private final Mark baremetal =
      flags.mark(
          List.of("-b", "--baremetal"),
          "Check the kernels themselves against the host's GPUs; not with --no-gpu.");

  private final Mark noGpu = flags.mark("--no-gpu", "Do without the host's GPUs.");

  private final GpuFlags gpu = new GpuFlags(flags);

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
            "       mcv-tool -e -i NAME [-d DIR]",
            "       mcv-tool --check-compat -i NAME",
            "       mcv-tool --gpu-info | --hw-info")
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
    List<String> arguments =
        switch (action()) {
          case "create" -> createArguments();
          case "extract" -> extractArguments();
          case "check-compat" -> checkArguments();
          default -> informationArguments(action());
        };
    return spec().commandLine().execute(arguments.toArray(String[]::new));
  }

  /** The command that the flags stand for. */
  private String action() {
    List<String> given = new ArrayList<>();
    addIf(create, "create", given);
    addIf(extract, "extract", given);
    addIf(checkCompat, "check-compat", given);
    addIf(gpuInfo, "gpu-info", given);
    addIf(hardwareInfo, "hw-info", given);
    if (given.isEmpty()) {
      throw new UsageException(
          "no action given: give a command, or one of -c, -e, --check-compat, --gpu-info and"
              + " --hw-info (see mcv-tool --help)");
    }
    if (given.size() > 1) {
      throw new UsageException("--" + String.join(" and --", given) + " cannot be given together");
    }
    return given.get(0);
  }

  private static void addIf(Mark mark, String command, List<String> given) {
    if (mark.given()) {
      given.add(command);
    }
  }

  @Override
  String doing() {
    return "mcv-tool";
  }

  private List<String> createArguments() {
    if (image.value() == null || directory.value() == null) {
      throw new UsageException("--create needs --image and --dir");
    }
    if (gpu.any()) {
      throw new UsageException("--create looks at no GPU: leave --gpu-… options out");
    }
    return arguments("create");
  }

  private List<String> informationArguments(String command) {
    if (image.value() != null || directory.value() != null || baremetal.given() || noGpu.given()) {
      throw new UsageException(
          "--" + command + " takes none of --image, --dir, --baremetal and --no-gpu");
    }
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(logArguments());
    arguments.addAll(gpu.arguments());
    return arguments;
  }

  private List<String> extractArguments() {
    if (image.value() == null) {
      throw new UsageException("--extract needs --image");
    }
    List<String> arguments = arguments("extract");
    arguments.addAll(gpu.arguments());
    if (noGpu.given()) {
      arguments.add("--no-gpu");
    }
    if (baremetal.given()) {
      arguments.add("--baremetal");
    }
    return arguments;
  }

  private List<String> checkArguments() {
    String name = image.value();
    if (name == null) {
      throw new UsageException("--check-compat needs --image");
    }
    if (noGpu.given() || directory.value() != null) {
      throw new UsageException("--check-compat takes neither --no-gpu nor --dir");
    }
    List<String> arguments = new ArrayList<>(List.of("check-compat"));
    arguments.addAll(logArguments());
    arguments.addAll(gpu.arguments());
    if (baremetal.given()) {
      arguments.add("--entries");
    }
    arguments.addAll(List.of("--", name));
    return arguments;
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
