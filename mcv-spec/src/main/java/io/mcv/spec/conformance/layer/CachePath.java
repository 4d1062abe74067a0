package io.mcv.spec.conformance.layer;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.image.EntryView;
import java.util.Arrays;
import java.util.List;

/** Where in an image a path is. */
final class CachePath {
  private static final List<String> FOLDERS =
      Arrays.stream(CacheKind.values()).map(CacheKind::cacheFolder).toList();

  private CachePath() {}

  /** Whether it is a cache folder itself. */
  static boolean isFolder(String path) {
    return FOLDERS.contains(path);
  }

  /** Whether it is below a cache folder. */
  static boolean isInside(String path) {
    for (String folder : FOLDERS) {
      if (PathOrder.isBelow(path, folder)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an entry is below a cache folder, and of a type that may be there. */
  static boolean isPlain(EntryView entry) {
    boolean plain = entry.type() == EntryView.Type.FILE || entry.type() == EntryView.Type.DIRECTORY;
    return plain && isInside(entry.path());
  }

  /** The last component. */
  static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
