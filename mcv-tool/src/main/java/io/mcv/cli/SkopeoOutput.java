package io.mcv.cli;

import io.mcv.client.ImageInspection;
import io.mcv.oci.image.FieldTemplate;
import io.mcv.oci.image.InspectReport;
import io.mcv.oci.image.SkopeoDialect;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.registry.RegistryAccessException;
import io.mcv.oci.template.TemplateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} prints as skopeo does, and the same of every image of an index. */
final class SkopeoOutput {
  private final Console console;
  private final ReportFlags flags;
  private final LayerLimits limits;
  private final SkopeoDialect dialect;
  private final @Nullable FieldTemplate template;

  /**
   * Output that these options ask for.
   *
   * @throws UsageException if they cannot be read
   */
  SkopeoOutput(Console console, ReportFlags flags, LayerLimits limits) {
    this.console = console;
    this.flags = flags;
    this.limits = limits;
    this.dialect = flags.dialect();
    this.template = flags.template();
  }

  /** The output for an image, or for all images of an index where none is for this host. */
  byte[] of(ImageInspection inspection, boolean platformGiven) throws IOException {
    if (flags.raw()) {
      return flags.config() ? inspection.rawConfig() : inspection.rawManifest();
    }
    if (flags.allPlatforms()) {
      return ofAll(inspection);
    }
    if (!platformGiven && inspection.isOfOtherPlatforms()) {
      console.info("no image is for this host: all are shown; --platform chooses one");
      return ofAll(inspection);
    }
    List<String> tags = tags(inspection);
    if (template != null) {
      return filledIn(template, inspection, tags, false).getBytes(StandardCharsets.UTF_8);
    }
    return flags.config()
        ? InspectReport.configReport(inspection.config(), dialect)
        : report(inspection, tags, false).toJson();
  }

  private byte[] ofAll(ImageInspection index) throws IOException {
    List<String> tags = tags(index);
    StringBuilder text = new StringBuilder();
    List<InspectReport> reports = new ArrayList<>();
    List<ImageConfig> configs = new ArrayList<>();
    for (ImageInspection image : index.images()) {
      if (template != null) {
        text.append(filledIn(template, image, tags, true));
      } else if (flags.config()) {
        configs.add(image.config());
      } else {
        reports.add(report(image, tags, true));
      }
    }
    if (template != null) {
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
    return flags.config()
        ? InspectReport.configReports(configs, dialect)
        : InspectReport.toJson(reports, dialect);
  }

  private InspectReport report(ImageInspection image, List<String> tags, boolean oneOfAll)
      throws IOException {
    InspectReport report = image.report(tags, dialect);
    if (oneOfAll) {
      report = report.withPlatform(image.platform());
    }
    return flags.size()
        ? report.withSizes(image.compressedSize(), image.unpackedSize(limits))
        : report;
  }

  /** As skopeo does, it shows an image whose tags the user may not list. */
  private List<String> tags(ImageInspection inspection) throws IOException {
    if (flags.noTags() || flags.config()) {
      return List.of();
    }
    try {
      return inspection.tags();
    } catch (RegistryAccessException | NotFoundException e) {
      console.warning("the tags are not shown: " + e.getMessage());
      return List.of();
    }
  }

  private String filledIn(
      FieldTemplate format, ImageInspection image, List<String> tags, boolean oneOfAll)
      throws IOException {
    try {
      return flags.config()
          ? format.render(image.config(), dialect)
          : format.render(report(image, tags, oneOfAll));
    } catch (TemplateException e) {
      throw new UsageException("--format: " + e.getMessage());
    }
  }
}
