package io.mcv.cli;

import io.mcv.oci.image.FieldTemplate;
import io.mcv.oci.image.SkopeoDialect;
import io.mcv.oci.template.TemplateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} prints of an image as skopeo does. */
final class ReportFlags {
  private final Mark raw;
  private final Mark config;
  private final Flag<String> format;
  private final Mark noTags;
  private final Mark allPlatforms;
  private final Mark size;
  private final Flag<String> compat;

  ReportFlags(Flags flags) {
    raw = flags.mark("--raw", "Print the manifest or, with --config, the configuration.");
    config = flags.mark("--config", "Print the configuration.");
    format =
        flags.value(
            String.class,
            List.of("-f", "--format"),
            "TEMPLATE",
            "Print fields, as in '{{.Digest}}' or '{{json .Labels}}'; json for all.");
    noTags = flags.mark(List.of("-n", "--no-tags"), "Do not list the tags of the repository.");
    allPlatforms = flags.mark("--all-platforms", "Show every image of an index.");
    size = flags.mark("--size", "Add the sizes of the layers, stored and unpacked.");
    compat =
        flags.value(
            String.class,
            "--compat",
            "DIALECT",
            "Whose output: skopeo-1.22 (default) or skopeo-1.9.");
  }

  boolean raw() {
    return raw.given();
  }

  boolean config() {
    return config.given();
  }

  boolean noTags() {
    return noTags.given();
  }

  boolean allPlatforms() {
    return allPlatforms.given();
  }

  boolean size() {
    return size.given();
  }

  /** Whether any was given that says what is printed. */
  boolean any() {
    return raw.given()
        || config.given()
        || format.value() != null
        || allPlatforms.given()
        || size.given();
  }

  SkopeoDialect dialect() {
    try {
      String name = compat.value();
      return name == null ? SkopeoDialect.SKOPEO_1_22 : SkopeoDialect.of(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--compat: " + e.getMessage());
    }
  }

  @Nullable FieldTemplate template() {
    try {
      String template = format.value();
      return template == null ? null : FieldTemplate.parse(template);
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
    if (raw.given() && (format.value() != null || allPlatforms.given())) {
      throw new UsageException("--raw cannot be given together with --format or --all-platforms");
    }
    if (size.given() && (raw.given() || config.given())) {
      throw new UsageException("--size cannot be given together with --raw or --config");
    }
  }
}
