package io.mcv.spec.image;

import io.mcv.spec.CacheException;
import io.mcv.spec.scan.CacheScan;
import io.mcv.spec.scan.ScanOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which a new image can be written: the newest one, and those of older tools. */
public enum Profile {
  /** The newest labels and manifest, one gzip layer. */
  CURRENT("current"),
  /** As tcv and mcv wrote with buildah in May and June 2025: one layer, sanitized group files. */
  MCV_BUILDAH("mcv-buildah"),
  /** As tcv and mcv wrote with docker in May and June 2025: two layers, sanitized group files. */
  MCV_DOCKER("mcv-docker"),
  /** As mcv wrote with buildah in September 2025: group files unchanged. */
  MCV_2025_09("mcv-2025-09"),
  /** The recipe in the format's own document, as buildah 1.28.2 follows it. */
  BUILDAH_1_28("buildah-1.28"),
  /** As cargohold wrote with docker in March 2025: entries in a label, no manifest. */
  CARGOHOLD("cargohold");

  private static final List<String> DOCKER_ENV =
      List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

  private final String id;

  Profile(String id) {
    this.id = id;
  }

  /** The name on the command line, such as {@code mcv-docker}. */
  public String id() {
    return id;
  }

  /**
   * The profile of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists them
   */
  public static Profile of(String id) {
    return Arrays.stream(values())
        .filter(profile -> profile.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no such profile; use one of "
                        + Arrays.stream(values())
                            .map(Profile::id)
                            .collect(Collectors.joining(", "))));
  }

  /** How a cache must be scanned for this profile. */
  public ScanOptions scanOptions() {
    return this == BUILDAH_1_28 ? ScanOptions.AS_IS : ScanOptions.NORMAL;
  }

  /** Whether the modes in tar headers have the bits of the file's type, as in old buildah. */
  public boolean fileTypeBits() {
    return this == BUILDAH_1_28;
  }

  /** Whether the names of folders end with a slash in tar headers. */
  public boolean directorySlash() {
    return this != MCV_BUILDAH && this != MCV_2025_09;
  }

  /** Whether docker wrote such images, and so in schema 2. */
  public boolean writtenByDocker() {
    return this == MCV_DOCKER || this == CARGOHOLD;
  }

  /** Whether layers are compressed unless the user says otherwise. */
  public boolean compressByDefault() {
    return this == CURRENT || this == CARGOHOLD;
  }

  /** Whether the image says it is for this host, as buildah does, not for the cache's machine. */
  public boolean hostPlatform() {
    return this == BUILDAH_1_28;
  }

  /** {@code Env} of the config, or null to have none. */
  public @Nullable List<String> env() {
    return writtenByDocker() ? DOCKER_ENV : null;
  }

  /** {@code WorkingDir} of the config, or null to have none. */
  public @Nullable String workingDir() {
    return this == MCV_BUILDAH || this == MCV_2025_09 ? "/" : null;
  }

  /**
   * Plans the image of a cache.
   *
   * @param scan of the cache, with {@link #scanOptions}
   * @throws CacheException if the profile does not know this kind of cache, or a group file changed
   */
  public ImagePlan plan(CacheScan scan, PlanOptions options) throws IOException {
    return new ImagePlanner(this, scan, options).plan();
  }
}
