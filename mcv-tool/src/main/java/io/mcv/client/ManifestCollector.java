package io.mcv.client;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.layer.LayerReader;
import io.mcv.oci.layer.TarEntry;
import io.mcv.spec.CacheKind;
import io.mcv.spec.image.InImageManifest;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the manifest.json that lies beside each cache folder, while layers are read. */
final class ManifestCollector {
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final Map<CacheKind, byte[]> manifests = new EnumMap<>(CacheKind.class);

  /** Looks at an entry of a layer that is in no cache folder. */
  void add(TarEntry entry, LayerReader reader) throws IOException {
    for (CacheKind kind : CacheKind.values()) {
      boolean isManifest =
          entry.type() == TarEntry.Type.FILE
              && entry.path().equals(kind.manifestFolder() + "/" + InImageManifest.FILE_NAME);
      if (isManifest && entry.size() <= MAX_BYTES) {
        manifests.put(kind, reader.content().readAllBytes());
      }
    }
  }

  /** The manifest beside the cache folder of a kind, as it is; null where there is none. */
  byte @Nullable [] bytes(CacheKind folder) {
    return manifests.get(folder);
  }

  /** The same, read; null too where it cannot be, which is a warning. */
  @Nullable InImageManifest manifest(CacheKind folder, List<String> warnings) {
    byte[] json = manifests.get(folder);
    if (json == null) {
      return null;
    }
    try {
      return InImageManifest.parse(json);
    } catch (JsonException e) {
      warnings.add("manifest.json of the image was not compared with the GPUs: " + e.getMessage());
      return null;
    }
  }
}
