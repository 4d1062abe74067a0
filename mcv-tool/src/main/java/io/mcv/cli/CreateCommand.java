package io.mcv.cli;

import io.mcv.client.Compression;
import io.mcv.client.CreateRequest;
import io.mcv.client.CreateResult;
import io.mcv.client.McvClient;
import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.Platform;
import io.mcv.spec.image.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code create}: packs a cache as an image. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "create",
    header = "Pack a kernel cache as an image.",
    description = "Prints the digest of the image.",
    sortOptions = false)
final class CreateCommand extends Command {
  @Option(
      names = {"-i", "--image"},
      paramLabel = "REF",
      required = true,
      description = "The image to write: docker://NAME, oci:PATH[:TAG], or a name for the vault.")
  private String image = "";

  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      required = true,
      description = "The cache: a folder of Triton or vLLM.")
  private Path directory = Path.of("");

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "The form of the image: current (default), mcv-2025-09, mcv-buildah, mcv-docker,"
              + " buildah-1.28 or cargohold.")
  private String profile = Profile.CURRENT.id();

  @Option(
      names = "--compression",
      paramLabel = "METHOD",
      description =
          "gzip, zstd[:LEVEL] or none (default: gzip for current and cargohold, else none).")
  private @Nullable String compression;

  @Option(
      names = "--gzip-profile",
      paramLabel = "NAME",
      description =
          "Whose gzip: pgzip-1.15 (default), pgzip-1.18, or jdk[:LEVEL], which depends on the JDK.")
  private @Nullable String gzipProfile;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "The manifest: oci, or v2s2 for docker's (default: v2s2 for mcv-docker and cargohold where"
              + " the place holds it, else oci).")
  private @Nullable String format;

  @Option(
      names = "--timestamp",
      paramLabel = "TIME",
      description =
          "When the image was made: seconds since 1970, or a time as in 2025-05-28T15:45:17Z"
              + " (default: $SOURCE_DATE_EPOCH, else 0).")
  private @Nullable String timestamp;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "A label besides those of the profile; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--annotation",
      paramLabel = "KEY=VALUE",
      description = "An annotation of the manifest; may be repeated.")
  private Map<String, String> annotations = new LinkedHashMap<>();

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "The title label (default: last part of the repository name, if there is one).")
  private @Nullable String title;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "What the image runs on (default: linux, and the machine of the cache's *.so).")
  private @Nullable Platform platform;

  @Option(names = "--dry-run", description = "Do everything but write.")
  private boolean dryRun;

  @Option(
      names = "--result",
      paramLabel = "FILE",
      description = "Write what was created to this file, as JSON.")
  private @Nullable Path resultFile;

  @Option(names = "--json", description = "Print what was created as JSON.")
  private boolean json;

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  CreateCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    CreateRequest request = request();
    CreateResult result;
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      result = client.create(request);
    }
    report(result);
    Object asJson = CreateResultJson.of(result);
    if (resultFile != null) {
      Files.writeString(
          resultFile, new String(GoJson.indented(asJson, "  "), StandardCharsets.UTF_8) + "\n");
    }
    if (json) {
      console().printJson(asJson);
    } else {
      console().print(result.manifest().digest().toString());
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "creating " + image + " from " + directory;
  }

  @Override
  int exitCodeOnFailure() {
    return ExitCode.CREATE_FAILED;
  }

  @Override
  int exitCodeOnRegistryFailure() {
    return ExitCode.CANNOT_WRITE;
  }

  private CreateRequest request() {
    if (labels.containsKey("") || annotations.containsKey("")) {
      throw new UsageException("a label or annotation has no key: give KEY=VALUE");
    }
    try {
      return CreateRequest.of(image, directory)
          .withProfile(Profile.of(profile))
          .withCompression(compression())
          .withFormat(format == null ? null : ManifestFormat.parse(format))
          .withTimestamp(time())
          .withPlatform(platform)
          .withTitle(title)
          .withLabels(labels)
          .withAnnotations(annotations)
          .withDryRun(dryRun);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Compression compression() {
    if (gzipProfile == null) {
      return compression == null ? null : Compression.parse(compression);
    }
    if (compression != null && !compression.equals("gzip")) {
      throw new UsageException("--gzip-profile goes with --compression gzip alone");
    }
    return Compression.parseGzipProfile(gzipProfile);
  }

  private Instant time() {
    if (timestamp != null) {
      return Timestamp.parse(timestamp, "--timestamp");
    }
    String epoch = environment().variable("SOURCE_DATE_EPOCH");
    return epoch == null ? Instant.EPOCH : Timestamp.parse(epoch, "SOURCE_DATE_EPOCH");
  }

  private void report(CreateResult result) {
    result.warnings().forEach(console()::warning);
    result
        .portability()
        .forEach(
            finding ->
                console()
                    .info(
                        "not portable: "
                            + finding.path()
                            + ": "
                            + finding.reason()
                            + ", "
                            + finding.detail()));
    console()
        .info(
            String.format(
                Locale.ROOT,
                "%s %s: %s cache, %d %s, %s in %d %s of %s",
                dryRun ? "would create" : "created",
                result.image(),
                result.kind().id(),
                result.entryCount(),
                result.entryCount() == 1 ? "entry" : "entries",
                Sizes.of(result.cacheSize()),
                result.layers().size(),
                result.layers().size() == 1 ? "layer" : "layers",
                Sizes.of(result.layers().stream().mapToLong(l -> l.blob().size()).sum())));
  }
}
