package io.mcv.peers;

import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names and bytes below a folder, without what each tool does with modes. */
final class FileBytes {
  private FileBytes() {}

  /** Relative path to {@code file sha256:HEX} or {@code folder}. */
  static SortedMap<String, String> of(Path folder) throws IOException {
    SortedMap<String, String> files = FileTrees.snapshot(folder);
    files.replaceAll((path, description) -> description.replaceFirst(" [0-7]{4}", ""));
    return files;
  }

  /** The same of a layout, without our private folder for locks and staging. */
  static SortedMap<String, String> ofLayout(Path layout) throws IOException {
    SortedMap<String, String> files = new TreeMap<>(of(layout));
    files.keySet().removeIf(path -> path.equals(".mcv") || path.startsWith(".mcv/"));
    return files;
  }

  /** The same of a cache, without the group files, which name the place where the cache stands. */
  static SortedMap<String, String> withoutGroups(Path cache) throws IOException {
    SortedMap<String, String> files = new TreeMap<>(of(cache));
    files.keySet().removeIf(path -> path.matches("(.*/)?__grp__[^/]*\\.json"));
    return files;
  }
}
