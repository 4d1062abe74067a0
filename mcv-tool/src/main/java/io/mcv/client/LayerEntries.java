package io.mcv.client;

import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.layer.LayerReader;
import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.model.ImageConfig;
import io.mcv.spec.CacheKind;
import io.mcv.spec.image.CacheLabels;
import io.mcv.spec.image.CacheSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a cache from the layers of its image, without unpacking them. */
final class LayerEntries implements CacheContents.Visitor {
  private final Map<CacheKind, EntryCollector> folders = new EnumMap<>(CacheKind.class);
  private final ManifestCollector manifests = new ManifestCollector();

  private LayerEntries() {}

  static CacheEntries read(ResolvedImage image, @Nullable ImageConfig config, LayerLimits limits)
      throws IOException {
    CacheKind kind = CacheContents.kindOf(image, config, limits);
    LayerEntries entries = new LayerEntries();
    CacheContents.visit(image, config, limits, entries);
    CacheKind labelled =
        CacheLabels.read(ResolvedImage.labels(config)).map(CacheSummary::kind).orElse(kind);
    return entries.read(kind, labelled);
  }

  /** Of two cache folders the one that {@code extract} would take. */
  private CacheEntries read(CacheKind kind, CacheKind labelled) {
    CacheKind folder = folders.size() == 1 ? folders.keySet().iterator().next() : labelled;
    List<String> warnings = new ArrayList<>();
    return folders
        .getOrDefault(folder, new EntryCollector())
        .entries(kind, manifests.manifest(folder, warnings), warnings);
  }

  @Override
  public void visit(CacheLayerRules.Place place, TarEntry entry, LayerReader content)
      throws IOException {
    if (place.path().isEmpty()) {
      return;
    }
    EntryCollector folder = folders.computeIfAbsent(place.kind(), kind -> new EntryCollector());
    if (entry.type() == TarEntry.Type.FILE) {
      folder.addFile(place.path(), entry.size(), content::content);
    } else {
      folder.addFolder(place.path());
    }
  }

  @Override
  public void visitOther(TarEntry entry, LayerReader content) throws IOException {
    manifests.add(entry, content);
  }
}
