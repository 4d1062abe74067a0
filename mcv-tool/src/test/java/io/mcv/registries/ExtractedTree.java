package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** A cache that was extracted; its group files hold the path of the place where it is. */
final class ExtractedTree {
  private ExtractedTree() {}

  /** The same files and folders, and the same content but of group files. */
  static void assertSame(Path expected, Path actual) throws IOException {
    SortedMap<String, String> wanted = snapshot(expected);
    assertThat(wanted).isNotEmpty();
    assertThat(snapshot(actual)).isEqualTo(wanted);
  }

  static SortedMap<String, String> snapshot(Path root) throws IOException {
    SortedMap<String, String> entries = FileTrees.snapshot(root);
    entries.replaceAll((path, entry) -> path.contains("__grp__") ? "group file" : entry);
    return entries;
  }
}
