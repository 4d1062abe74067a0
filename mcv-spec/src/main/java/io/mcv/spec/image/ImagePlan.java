package io.mcv.spec.image;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to write an image, but for bytes that depend on its destination.
 *
 * @param profile whose form it has
 * @param created the time in config and history, with its fraction
 * @param labels of the config, sorted
 * @param manifestAnnotations of the manifest, sorted; null to have none
 * @param layers from the lowest; each has one history entry
 * @param warnings what a person should know, each one line; those of the scan not among them
 */
public record ImagePlan(
    Profile profile,
    Instant created,
    Map<String, String> labels,
    @Nullable Map<String, String> manifestAnnotations,
    List<LayerPlan> layers,
    List<String> warnings) {
  /** Copies the collections. */
  public ImagePlan {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    manifestAnnotations =
        manifestAnnotations == null
            ? null
            : Collections.unmodifiableMap(new TreeMap<>(manifestAnnotations));
    layers = List.copyOf(layers);
    warnings = List.copyOf(warnings);
  }
}
