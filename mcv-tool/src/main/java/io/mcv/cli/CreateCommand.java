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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code create}: packs a cache as an image. */
final class CreateCommand extends Command {
  private final Required<String> image =
      flags.required(
          String.class,
          List.of("-i", "--image"),
          "REF",
          "The image to write: a name for the vault, docker://NAME, oci:PATH or any other transport.");

  private final Required<Path> directory =
      flags.required(
          Path.class, List.of("-d", "--dir"), "DIR", "The cache: a folder of Triton or vLLM.");

  private final Flag<String> profile =
      flags.value(
          String.class,
          "--profile",
          "NAME",
          "The form of the image: current (default), mcv-2025-09, mcv-buildah, mcv-docker,"
              + " buildah-1.28 or cargohold.");

  private final Flag<String> compression =
      flags.value(
          String.class,
          "--compression",
          "METHOD",
          "gzip, zstd[:LEVEL] or none (default: gzip for current and cargohold, else none).");

  private final Flag<String> gzipProfile =
      flags.value(
          String.class,
          "--gzip-profile",
          "NAME",
          "Whose gzip: pgzip-1.15 (default), pgzip-1.18, or jdk[:LEVEL], which depends on the JDK.");

  private final Flag<String> format =
      flags.value(
          String.class,
          "--format",
          "FORMAT",
          "The manifest: oci, or v2s2 for docker's (default: v2s2 for mcv-docker and cargohold where"
              + " the place holds it, else oci).");

  private final Flag<String> timestamp =
      flags.value(
          String.class,
          "--timestamp",
          "TIME",
          "When the image was made: seconds since 1970, or a time as in 2025-05-28T15:45:17Z"
              + " (default: $SOURCE_DATE_EPOCH, else 0).");

  private final Flag<Map<String, String>> labels =
      flags.pairs("--label", "A label besides those of the profile; may be repeated.");

  private final Flag<Map<String, String>> annotations =
      flags.pairs("--annotation", "An annotation of the manifest; may be repeated.");

  private final Flag<String> title =
      flags.value(
          String.class,
          "--title",
          "TEXT",
          "The title label (default: last part of the repository name, if there is one).");

  private final Flag<Platform> platform =
      flags.value(
          Platform.class,
          "--platform",
          "OS/ARCH",
          "What the image runs on (default: linux, and the machine of the cache's *.so).");

  private final Mark dryRun = flags.mark("--dry-run", "Do everything but write.");

  private final Flag<Path> resultFile =
      flags.value(Path.class, "--result", "FILE", "Write what was created to this file, as JSON.");

  private final Mark json = flags.mark("--json", "Print what was created as JSON.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  CreateCommand(Context context) {
    super(context, "create", "Pack a kernel cache as an image.", "Prints the digest of the image.");
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
    Path file = resultFile.value();
    if (file != null) {
      Files.writeString(
          file, new String(GoJson.indented(asJson, "  "), StandardCharsets.UTF_8) + "\n");
    }
    if (json.given()) {
      console().printJson(asJson);
    } else {
      printDigest(result.manifest().digest(), image.value());
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "creating " + image.value() + " from " + directory.value();
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
    Map<String, String> extraLabels = labels.or(Map.of());
    Map<String, String> extraAnnotations = annotations.or(Map.of());
    String manifest = format.value();
    if (extraLabels.containsKey("") || extraAnnotations.containsKey("")) {
      throw new UsageException("a label or annotation has no key: give KEY=VALUE");
    }
    try {
      return CreateRequest.of(image.value(), directory.value())
          .withProfile(Profile.of(profile.or(Profile.CURRENT.id())))
          .withCompression(compression())
          .withFormat(manifest == null ? null : ManifestFormat.parse(manifest))
          .withTimestamp(time())
          .withPlatform(platform.value())
          .withTitle(title.value())
          .withLabels(extraLabels)
          .withAnnotations(extraAnnotations)
          .withDryRun(dryRun.given());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Compression compression() {
    String method = compression.value();
    String gzip = gzipProfile.value();
    if (gzip == null) {
      return method == null ? null : Compression.parse(method);
    }
    if (method != null && !method.equals("gzip")) {
      throw new UsageException("--gzip-profile goes with --compression gzip alone");
    }
    return Compression.parseGzipProfile(gzip);
  }

  private Instant time() {
    String given = timestamp.value();
    if (given != null) {
      return Timestamp.parse(given, "--timestamp");
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
                dryRun.given() ? "would create" : "created",
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
