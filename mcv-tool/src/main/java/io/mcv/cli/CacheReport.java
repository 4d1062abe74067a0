package io.mcv.cli;

import io.mcv.client.CacheEntries;
import io.mcv.client.CacheOverview;
import io.mcv.client.ImageInspection;
import io.mcv.client.NotACacheImageException;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Printable;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.image.CacheSummary;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code inspect --cache} prints: the cache as a table or as JSON. */
final class CacheReport {
  private static final String UNKNOWN = "unknown";

  private final Console console;
  private final boolean json;

  CacheReport(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Prints what the labels say and, with limits for reading them, what the layers hold. */
  void print(ImageInspection inspection, @Nullable LayerLimits limits) throws IOException {
    CacheOverview overview = null;
    try {
      overview = inspection.cache();
    } catch (NotACacheImageException e) {
      if (limits == null) {
        throw e;
      }
    }
    CacheEntries entries = limits == null ? null : inspection.cacheEntries(limits);
    if (overview != null) {
      overview.summary().warnings().forEach(console::warning);
    }
    if (json) {
      console.printJson(json(overview, entries));
    } else {
      printText(overview, entries);
    }
  }

  private void printText(@Nullable CacheOverview overview, @Nullable CacheEntries entries) {
    if (overview != null) {
      summary(overview).lines().forEach(console::print);
    }
    if (entries != null) {
      if (overview != null) {
        console.print("");
      }
      console.print(
          entries.kind().id()
              + " cache in the layers: "
              + entries.files()
              + " files, "
              + Sizes.of(entries.bytes()));
      kernels(entries).lines().forEach(console::print);
    }
  }

  private static Table summary(CacheOverview overview) {
    CacheSummary summary = overview.summary();
    Table table =
        new Table("Image:", Printable.of(overview.image()))
            .row("Digest:", overview.digest().toString())
            .row("Cache:", summary.kind().id())
            .row("Entries:", number(summary.entryCount()))
            .row("Cache size:", size(summary.sizeBytes()))
            .row("Stored size:", Sizes.of(overview.storedSize()))
            .row("Targets:", targets(summary));
    if (!summary.formats().isEmpty()) {
      table.row("Formats:", String.join(", ", summary.formats()));
    }
    summary.kserve().forEach((label, value) -> table.row(label + ":", value));
    return table;
  }

  private static Table kernels(CacheEntries entries) {
    Table table = new Table("HASH", "BACKEND", "ARCH", "WARP", "KERNEL", "METADATA");
    for (CacheEntries.Kernel kernel : entries.kernels()) {
      KernelEntry entry = kernel.entry();
      GpuTarget target = entry.target();
      table.row(
          entry.hash().length() > 12 ? entry.hash().substring(0, 12) : entry.hash(),
          target.backend(),
          target.arch(),
          Integer.toString(target.warpSize()),
          Objects.requireNonNullElse(entry.name(), UNKNOWN),
          kernel.path());
    }
    return table;
  }

  private static Object json(@Nullable CacheOverview overview, @Nullable CacheEntries entries) {
    GoStruct json = new GoStruct();
    if (overview != null) {
      CacheSummary summary = overview.summary();
      json.put("image", overview.image())
          .put("digest", overview.digest().toString())
          .put("kind", summary.kind().id())
          .put("entryCount", summary.entryCount())
          .put("cacheSize", summary.sizeBytes())
          .put("storedSize", overview.storedSize())
          .put("targets", summary.targets().stream().map(CreateResultJson::target).toList())
          .put("formats", summary.formats())
          .put("kserve", summary.kserve())
          .put("warnings", summary.warnings());
    }
    if (entries != null) {
      json.put(
          "layers",
          new GoStruct()
              .put("kind", entries.kind().id())
              .put("files", entries.files())
              .put("bytes", entries.bytes())
              .put("kernels", entries.kernels().stream().map(CacheReport::kernel).toList()));
    }
    return json.fields();
  }

  private static Map<String, ?> kernel(CacheEntries.Kernel kernel) {
    KernelEntry entry = kernel.entry();
    return new GoStruct()
        .put("hash", entry.hash())
        .put("target", CreateResultJson.target(entry.target()))
        .put("name", entry.name())
        .put("tritonVersion", entry.tritonVersion())
        .put("metadata", kernel.path())
        .fields();
  }

  private static String targets(CacheSummary summary) {
    return summary.targets().isEmpty()
        ? UNKNOWN
        : summary.targets().stream().map(GpuTarget::toString).collect(Collectors.joining(", "));
  }

  private static String number(@Nullable Long value) {
    return value == null ? UNKNOWN : value.toString();
  }

  private static String size(@Nullable Long bytes) {
    return bytes == null ? UNKNOWN : Sizes.of(bytes) + " (" + bytes + " bytes)";
  }
}
