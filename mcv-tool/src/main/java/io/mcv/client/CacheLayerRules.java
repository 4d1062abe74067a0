package io.mcv.client;

import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.layer.UnsafeEntryException;
import io.mcv.oci.model.Digest;
import io.mcv.spec.CacheKind;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of a layer may be, so that a cache image can be unpacked.
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><td>a cache folder itself</td><td>a folder</td></tr>
 * <tr><td>inside a cache folder</td><td>files and folders alone: no link, no special file, no
 * whiteout</td></tr>
 * <tr><td>anywhere</td><td>no whiteout of nothing, of {@code .} or of {@code ..}, and none that
 * removes a cache folder</td></tr>
 * <tr><td>outside of cache folders</td><td>not unpacked</td></tr>
 * </table>
 *
 * <p>That names are relative and without {@code ..} is the layer reader's concern.
 */
final class CacheLayerRules {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private CacheLayerRules() {}

  /**
   * Where an entry goes.
   *
   * @param kind the cache folder that holds it
   * @param path below that folder; empty for the folder itself
   */
  record Place(CacheKind kind, String path) {}

  /**
   * Checks an entry and says where it goes; null if it is not unpacked.
   *
   * @param layer the blob that holds it, for the error
   * @throws UnsafeEntryException if it breaks a rule
   */
  static @Nullable Place placeOf(Digest layer, TarEntry entry) throws UnsafeEntryException {
    String path = entry.path();
    checkWhiteout(layer, path);
    for (CacheKind kind : CacheKind.values()) {
      String folder = kind.cacheFolder();
      if (path.equals(folder)) {
        require(
            entry.type() == TarEntry.Type.DIRECTORY,
            layer,
            entry,
            "the cache folder is " + described(entry.type()) + "; it must be a folder");
        return new Place(kind, "");
      }
      if (path.startsWith(folder + "/")) {
        checkInside(layer, entry);
        return new Place(kind, path.substring(folder.length() + 1));
      }
    }
    return null;
  }

  private static void checkInside(Digest layer, TarEntry entry) throws UnsafeEntryException {
    require(
        entry.type() == TarEntry.Type.FILE || entry.type() == TarEntry.Type.DIRECTORY,
        layer,
        entry,
        described(entry.type()) + " inside a cache folder; only files and folders may be");
    require(
        !baseName(entry.path()).startsWith(WHITEOUT),
        layer,
        entry,
        "a whiteout inside a cache folder; a cache image only adds files");
  }

  private static String described(TarEntry.Type type) {
    return switch (type) {
      case FILE -> "a file";
      case DIRECTORY -> "a folder";
      case SYMLINK -> "a symbolic link";
      case HARD_LINK -> "a hard link";
      case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
      case FIFO -> "a FIFO";
    };
  }

  private static void checkWhiteout(Digest layer, String path) throws UnsafeEntryException {
    String name = baseName(path);
    if (!name.startsWith(WHITEOUT)) {
      return;
    }
    String removed = name.substring(WHITEOUT.length());
    boolean atTop = name.length() == path.length();
    if (removed.isEmpty() || removed.equals(".") || removed.equals("..")) {
      throw new UnsafeEntryException(layer, path, "a whiteout that names nothing to remove");
    }
    if (atTop && (name.equals(OPAQUE) || isCacheFolder(removed))) {
      throw new UnsafeEntryException(layer, path, "a whiteout that removes a cache folder");
    }
  }

  private static boolean isCacheFolder(String name) {
    for (CacheKind kind : CacheKind.values()) {
      if (kind.cacheFolder().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void require(boolean holds, Digest layer, TarEntry entry, String rule)
      throws UnsafeEntryException {
    if (!holds) {
      throw new UnsafeEntryException(layer, entry.path(), rule);
    }
  }
}
