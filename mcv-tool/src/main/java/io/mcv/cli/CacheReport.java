package io.mcv.cli;

import io.mcv.client.CacheEntries;
import io.mcv.client.CacheOverview;
import io.mcv.client.ImageInspection;
import io.mcv.client.NotACacheImageException;
import io.mcv.client.gpu.GpuHost;
import io.mcv.gpu.model.GpuReport;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What {@code inspect --cache} prints: the cache as a table or as JSON. */
final class CacheReport {
  private static final String UNKNOWN = "unknown";
  private static final String NO_FIT = "-";

  private final Console console;
  private final boolean json;
  private final GpuHost host;

  /** A report of how caches fit a host too, whose GPUs are looked for once they are needed. */
  CacheReport(Console console, boolean json, GpuHost host) {
    this.console = console;
    this.json = json;
    this.host = host;
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
    GpuReport gpus = host.gpus();
    SourceMessages.tell(gpus, console);
    HostFit fit = new HostFit(gpus, overview == null ? null : overview.summary(), entries);
    if (json) {
      console.printJson(json(overview, entries, fit));
    } else {
      printText(overview, entries, fit);
    }
  }

  private void printText(
      @Nullable CacheOverview overview, @Nullable CacheEntries entries, HostFit fit) {
    if (overview != null) {
      summary(overview, fit).lines().forEach(console::print);
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
      kernels(entries, fit).lines().forEach(console::print);
    }
  }

  private static Table summary(CacheOverview overview, HostFit fit) {
    CacheSummary summary = overview.summary();
    Table table =
        new Table("Image:", Printable.of(overview.image()))
            .row("Digest:", overview.digest().toString())
            .row("Cache:", summary.kind().id())
            .row("Entries:", number(summary.entryCount()))
            .row("Cache size:", size(summary.sizeBytes()))
            .row("Stored size:", Sizes.of(overview.storedSize()))
            .row("Targets:", targets(summary))
            .row("Fit:", fit.text());
    if (!summary.formats().isEmpty()) {
      table.row("Formats:", String.join(", ", summary.formats()));
    }
    summary.kserve().forEach((label, value) -> table.row(label + ":", value));
    return table;
  }

  private static Table kernels(CacheEntries entries, HostFit fit) {
    Table table = new Table("HASH", "BACKEND", "ARCH", "WARP", "KERNEL", "FIT", "METADATA");
    for (int i = 0; i < entries.kernels().size(); i++) {
      CacheEntries.Kernel kernel = entries.kernels().get(i);
      KernelEntry entry = kernel.entry();
      GpuTarget target = entry.target();
      table.row(
          CompatReport.shortHash(entry.hash()),
          target.backend(),
          target.arch(),
          Integer.toString(target.warpSize()),
          Objects.requireNonNullElse(entry.name(), UNKNOWN),
          Objects.requireNonNullElse(fit.verdict(i), NO_FIT),
          kernel.path());
    }
    return table;
  }

  private static Object json(
      @Nullable CacheOverview overview, @Nullable CacheEntries entries, HostFit fit) {
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
          .put("fit", fit.json())
          .put("warnings", summary.warnings());
    }
    if (entries != null) {
      json.put(
          "layers",
          new GoStruct()
              .put("kind", entries.kind().id())
              .put("files", entries.files())
              .put("bytes", entries.bytes())
              .put(
                  "kernels",
                  IntStream.range(0, entries.kernels().size())
                      .mapToObj(i -> kernel(entries.kernels().get(i), fit.verdict(i)))
                      .toList()));
    }
    return json.fields();
  }

  private static Map<String, ?> kernel(CacheEntries.Kernel kernel, @Nullable String fit) {
    KernelEntry entry = kernel.entry();
    return new GoStruct()
        .put("hash", entry.hash())
        .put("target", CreateResultJson.target(entry.target()))
        .put("name", entry.name())
        .put("tritonVersion", entry.tritonVersion())
        .put("fit", fit)
        .put("metadata", kernel.path())
        .fields();
  }

  private static String targets(CacheSummary summary) {
    return summary.targets().isEmpty()
        ? UNKNOWN
        : summary.targets().stream().map(GpuTarget::toString).collect(Collectors.joining("; "));
  }

  private static String number(@Nullable Long value) {
    return value == null ? UNKNOWN : value.toString();
  }

  private static String size(@Nullable Long bytes) {
    return bytes == null ? UNKNOWN : Sizes.of(bytes) + " (" + bytes + " bytes)";
  }
}
