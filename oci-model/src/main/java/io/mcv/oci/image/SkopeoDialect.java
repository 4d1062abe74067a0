package io.mcv.oci.image;

import io.mcv.oci.json.GoVersion;
import io.mcv.oci.model.ImageConfig;

/**
 * Whose output is printed.
 *
 * <table>
 * <caption>How they differ</caption>
 * <tr><td>skopeo 1.9</td><td>no {@code LayersData} (since 1.10), configurations in the order of
 *   image-spec 1.0, JSON of Go 1.19</td></tr>
 * <tr><td>skopeo 1.22</td><td>{@code LayersData}, configurations in the order of image-spec
 *   1.1, JSON of Go 1.22</td></tr>
 * </table>
 */
public enum SkopeoDialect {
  /** As of Debian 12. */
  SKOPEO_1_9("skopeo-1.9", ImageConfig.Dialect.IMAGE_SPEC_1_0, GoVersion.GO_1_19),
  /** The newest. */
  SKOPEO_1_22("skopeo-1.22", ImageConfig.Dialect.IMAGE_SPEC_1_1, GoVersion.GO_1_22);

  private final String id;
  private final ImageConfig.Dialect config;
  private final GoVersion go;

  SkopeoDialect(String id, ImageConfig.Dialect config, GoVersion go) {
    this.id = id;
    this.config = config;
    this.go = go;
  }

  /**
   * The dialect of this name.
   *
   * @throws IllegalArgumentException if there is none; it lists the names
   */
  public static SkopeoDialect of(String id) {
    for (SkopeoDialect dialect : values()) {
      if (dialect.id.equals(id)) {
        return dialect;
      }
    }
    throw new IllegalArgumentException("it is skopeo-1.9 or skopeo-1.22");
  }

  /** How it writes configurations. */
  public ImageConfig.Dialect config() {
    return config;
  }

  /** The Go that it is built with. */
  GoVersion go() {
    return go;
  }

  /** Whether its report has the layers with their types and sizes. */
  boolean knowsLayersData() {
    return this != SKOPEO_1_9;
  }
}
