package io.mcv.cli;

import io.mcv.oci.image.FieldTemplate;
import io.mcv.oci.image.SkopeoDialect;
import io.mcv.oci.template.TemplateException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code inspect} prints of an image as skopeo does. */
final class ReportFlags {
  @Option(names = "--raw", description = "Print the manifest or, with --config, the configuration.")
  private boolean raw;

  @Option(names = "--config", description = "Print the configuration.")
  private boolean config;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "TEMPLATE",
      description = "Print fields, as in '{{.Digest}}' or '{{json .Labels}}'; json for all.")
  private @Nullable String format;

  @Option(
      names = {"-n", "--no-tags"},
      description = "Do not list the tags of the repository.")
  private boolean noTags;

  @Option(names = "--all-platforms", description = "Show every image of an index.")
  private boolean allPlatforms;

  @Option(names = "--size", description = "Add the sizes of the layers, stored and unpacked.")
  private boolean size;

  @Option(
      names = "--compat",
      paramLabel = "DIALECT",
      description = "Whose output: skopeo-1.22 (default) or skopeo-1.9.")
  private @Nullable String compat;

  boolean raw() {
    return raw;
  }

  boolean config() {
    return config;
  }

  boolean noTags() {
    return noTags;
  }

  boolean allPlatforms() {
    return allPlatforms;
  }

  boolean size() {
    return size;
  }

  /** Whether any was given that says what is printed. */
  boolean any() {
    return raw || config || format != null || allPlatforms || size;
  }

  SkopeoDialect dialect() {
    try {
      return compat == null ? SkopeoDialect.SKOPEO_1_22 : SkopeoDialect.of(compat);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--compat: " + e.getMessage());
    }
  }

  @Nullable FieldTemplate template() {
    try {
      return format == null ? null : FieldTemplate.parse(format);
    } catch (TemplateException e) {
      throw new UsageException("--format: " + e.getMessage());
    }
  }

  /**
   * Says no to what cannot go together.
   *
   * @throws UsageException if something cannot
   */
  void check() {
    if (raw && (format != null || allPlatforms)) {
      throw new UsageException("--raw cannot be given together with --format or --all-platforms");
    }
    if (size && (raw || config)) {
      throw new UsageException("--size cannot be given together with --raw or --config");
    }
  }
}
