package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What must hold of a cache that was packed and extracted elsewhere. */
final class ExtractedCache {
  private ExtractedCache() {}

  /**
   * It has the files of the original, byte by byte, but for its group files: every path in these is
   * that of a file at the new place.
   */
  static void assertSame(Path original, Path extracted) throws IOException {
    assertThat(FileBytes.withoutGroups(extracted)).isEqualTo(FileBytes.withoutGroups(original));
    assertThat(FileBytes.of(extracted)).containsOnlyKeys(FileBytes.of(original).keySet());
    try (Stream<Path> files = Files.walk(extracted)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().matches("__grp__.*\\.json")) {
          assertGroupIsThere(file, extracted);
        }
      }
    }
  }

  private static void assertGroupIsThere(Path file, Path extracted) throws IOException {
    JsonObject children = Json.parseObject(Files.readAllBytes(file)).object("child_paths");
    assertThat(children.names()).isNotEmpty();
    for (String name : children.names()) {
      assertThat(Path.of(children.string(name)))
          .as("%s in %s", name, file)
          .startsWith(extracted)
          .hasFileName(name)
          .isRegularFile();
    }
  }
}
