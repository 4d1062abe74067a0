package io.mcv.spec.conformance.cache;

import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Place;
import java.util.Optional;

/**
 * A file of the cache, or its in-image manifest.
 *
 * @param layer that holds it; the topmost, where several do
 * @param entry of it
 * @param path below the cache folder, or below the top where it is in none
 */
record CachedFile(LayerView layer, EntryView entry, String path) {
  /** Its bytes; empty where they were not kept. */
  Optional<byte[]> content() {
    return Optional.ofNullable(layer.contents().get(entry.path()));
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of the folder that holds it; empty at the top. */
  String folder() {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  Place place() {
    return Place.of(layer, entry);
  }

  /** A value in it. */
  Place place(String pointer) {
    return new Place(layer.name(), entry.name(), pointer, entry.offset());
  }
}
