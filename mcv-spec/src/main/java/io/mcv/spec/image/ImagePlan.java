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
 * @param created the time in config and history, with its fraction
 * @param labels of the config, sorted
 * @param manifestAnnotations of the manifest, sorted; null to have none
 * @param layers from the lowest; each has one history entry
 * @param fileTypeBits whether the mode in tar headers has the bits of the file's type
 * @param directorySlash whether the names of folders end with a slash in tar headers
 * @param gzip whether layers are compressed unless the user says otherwise
 * @param env of the config, or null
 * @param workingDir of the config, or null
 * @param hostPlatform whether the image is said to run on this host, as buildah does it; otherwise
 *     on the machine of the scan
 * @param warnings what a person should know, each one line; those of the scan not among them
 */
public record ImagePlan(
    Instant created,
    Map<String, String> labels,
    @Nullable Map<String, String> manifestAnnotations,
    List<LayerPlan> layers,
    boolean fileTypeBits,
    boolean directorySlash,
    boolean gzip,
    @Nullable List<String> env,
    @Nullable String workingDir,
    boolean hostPlatform,
    List<String> warnings) {
  /** Copies the collections. */
  public ImagePlan {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    manifestAnnotations =
        manifestAnnotations == null
            ? null
            : Collections.unmodifiableMap(new TreeMap<>(manifestAnnotations));
    layers = List.copyOf(layers);
    env = env == null ? null : List.copyOf(env);
    warnings = List.copyOf(warnings);
  }
}
