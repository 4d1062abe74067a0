package io.mcv.spec.conformance.layer;

/**
 * Names that remove something of the layers below.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts">image
 *     layer, whiteouts</a>
 */
final class Whiteout {
  private static final String PREFIX = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private Whiteout() {}

  static boolean is(String path) {
    return CachePath.baseName(path).startsWith(PREFIX);
  }

  /** Whether it removes nothing, the folder it is in, or the one above. */
  static boolean isOfNothing(String path) {
    String name = CachePath.baseName(path);
    return name.equals(PREFIX) || name.equals(PREFIX + ".") || name.equals(PREFIX + "..");
  }

  /** Whether it removes a cache folder, or all that is in the image. */
  static boolean isOfCache(String path) {
    return path.equals(OPAQUE)
        || (path.startsWith(PREFIX) && CachePath.isFolder(path.substring(PREFIX.length())));
  }
}
