package io.mcv.testing.caches;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeCacheTest {
  private static final int MEGABYTE = 1_000_000;

  @TempDir Path folder;

  @Test
  void has_as_many_bytes_and_files_as_asked_for() throws IOException {
    LargeCache.main(new String[] {folder.toString(), "4", "160"});
    assertThat(files(folder)).hasSize(160);
    assertThat(sizeOf(artifacts(folder))).isEqualTo(4 * MEGABYTE);
  }

  @Test
  void deflates_to_about_two_fifths() throws IOException {
    LargeCache.write(folder, 4 * MEGABYTE, 16);
    long deflated = 0;
    for (Path file : artifacts(folder)) {
      try (var in = new DeflaterInputStream(Files.newInputStream(file), new Deflater(6, true))) {
        deflated += in.readAllBytes().length;
      }
    }
    assertThat(deflated * 100 / (4 * MEGABYTE)).isBetween(38L, 42L);
  }

  @Test
  void is_the_same_each_time() throws IOException {
    LargeCache.write(folder.resolve("one"), MEGABYTE, 32);
    LargeCache.write(folder.resolve("two"), MEGABYTE, 32);
    assertThat(FileTrees.snapshot(folder.resolve("one")))
        .isEqualTo(FileTrees.snapshot(folder.resolve("two")));
  }

  private static List<Path> artifacts(Path cache) throws IOException {
    return files(cache).stream().filter(file -> file.toString().contains(".part")).toList();
  }

  private static long sizeOf(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    return size;
  }

  private static List<Path> files(Path cache) throws IOException {
    try (var files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
