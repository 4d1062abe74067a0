package io.mcv.spec.conformance.cache;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.image.InImageManifest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files in the cache folders of all layers; those of a later layer win. */
final class CachePayload {
  private static final String WHITEOUT = ".wh.";

  private final Map<CacheKind, Folder> folders = new EnumMap<>(CacheKind.class);
  private final Map<CacheKind, CachedFile> manifests = new EnumMap<>(CacheKind.class);
  private final boolean read;
  private boolean regular = true;

  /** One cache folder. */
  private static final class Folder {
    private final Map<String, CachedFile> files = new LinkedHashMap<>();
    private final List<CachedFile> folders = new ArrayList<>();
  }

  CachePayload(ImageView image) {
    read = isRead(image);
    for (LayerView layer : image.layers()) {
      Set<String> names = new HashSet<>();
      for (EntryView entry : layer.entries()) {
        add(layer, entry, names);
      }
    }
  }

  private static boolean isRead(ImageView image) {
    int expected =
        Optional.ofNullable(image.manifest())
            .flatMap(manifest -> manifest.json())
            .flatMap(json -> json.member("layers"))
            .map(JsonValue::items)
            .map(List::size)
            .orElse(image.layers().size());
    return !image.layers().isEmpty()
        && expected == image.layers().size()
        && image.layers().stream()
            .allMatch(l -> l.readToEnd() && l.blobFault() == null && l.faults().isEmpty());
  }

  private void add(LayerView layer, EntryView entry, Set<String> names) {
    String path = entry.path();
    boolean file = entry.type() == EntryView.Type.FILE;
    for (CacheKind kind : CacheKind.values()) {
      String top = kind.cacheFolder();
      if (path.equals(top)) {
        regular &= entry.type() == EntryView.Type.DIRECTORY;
      } else if (path.startsWith(top + "/")) {
        CachedFile inside = new CachedFile(layer, entry, path.substring(top.length() + 1));
        Folder folder = folders.computeIfAbsent(kind, each -> new Folder());
        regular &= !inside.name().startsWith(WHITEOUT);
        if (file) {
          regular &= names.add(path);
          folder.files.put(inside.path(), inside);
        } else {
          regular &= entry.type() == EntryView.Type.DIRECTORY;
          folder.folders.add(inside);
        }
      } else if (file && path.equals(kind.manifestFolder() + "/" + InImageManifest.FILE_NAME)) {
        manifests.put(kind, new CachedFile(layer, entry, path));
      }
    }
  }

  /** Whether every layer was read to its end, and nothing is wrong with one. */
  boolean isRead() {
    return read;
  }

  /** Whether besides every entry in the cache folders is one that is unpacked. */
  boolean isWhole() {
    return read && regular;
  }

  /** The cache folders that hold something. */
  Set<CacheKind> kinds() {
    return folders.keySet();
  }

  /** The files below a cache folder by their paths. */
  Map<String, CachedFile> files(CacheKind kind) {
    Folder folder = folders.get(kind);
    return folder == null ? Map.of() : folder.files;
  }

  /** The entries of folders below a cache folder, of all layers. */
  List<CachedFile> folders(CacheKind kind) {
    Folder folder = folders.get(kind);
    return folder == null ? List.of() : folder.folders;
  }

  /** The in-image manifest beside a cache folder. */
  Optional<CachedFile> manifest(CacheKind kind) {
    return Optional.ofNullable(manifests.get(kind));
  }
}
