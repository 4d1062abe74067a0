package io.mcv.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.RandomTree.Feature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomTreeTest {
  @TempDir private Path folder;

  @Test
  void the_same_seed_gives_the_same_tree() throws IOException {
    RandomTree tree = RandomTree.withAllBut(7, Feature.XATTRS);
    tree.writeTo(folder.resolve("a"));
    tree.writeTo(folder.resolve("b"));
    FileTrees.assertSame(folder.resolve("a"), folder.resolve("b"));
  }

  @Test
  void another_seed_gives_another_tree() throws IOException {
    RandomTree.of(1).writeTo(folder.resolve("a"));
    RandomTree.of(2).writeTo(folder.resolve("b"));
    assertThat(FileTrees.snapshot(folder.resolve("a")))
        .isNotEqualTo(FileTrees.snapshot(folder.resolve("b")));
  }

  @Test
  void a_plain_tree_has_empty_files_and_folders_and_nothing_unusual() throws IOException {
    RandomTree.of(3).writeTo(folder);
    assertThat(folder.resolve("folder0/empty-file")).isEmptyFile();
    assertThat(folder.resolve("folder0/empty-folder")).isEmptyDirectory();
    assertThat(FileTrees.snapshot(folder)).hasSize(4 * 5);
  }

  @Test
  void edge_paths_have_exactly_the_lengths_where_headers_overflow() throws IOException {
    RandomTree.of(4, Feature.EDGE_PATHS).writeTo(folder);
    List<Integer> lengths =
        FileTrees.snapshot(folder).keySet().stream()
            .map(path -> path.getBytes(StandardCharsets.UTF_8).length)
            .toList();
    assertThat(lengths).contains(100, 101, 155, 156, 256, 84, 85, 139, 140, 240, 255);
  }

  @Test
  void odd_names_are_up_to_255_bytes_long() throws IOException {
    RandomTree.of(5, Feature.ODD_NAMES).writeTo(folder);
    assertThat(FileTrees.snapshot(folder))
        .containsKeys("odd/caf\u00e9", "odd/\ud83d\ude80", "\u00fc".repeat(127));
  }

  @Test
  void links_point_to_files_folders_nothing_and_far() throws IOException {
    RandomTree.of(6, Feature.SYMLINKS, Feature.HARD_LINKS).writeTo(folder);
    assertThat(folder.resolve("folder0/link-to-file"))
        .hasSameBinaryContentAs(folder.resolve("file0"));
    assertThat(folder.resolve("link-with-long-target"))
        .hasSameBinaryContentAs(folder.resolve("folder2/file"));
    assertThat(Files.readSymbolicLink(folder.resolve("link-with-long-target")).toString())
        .hasSize(150);
    assertThat(folder.resolve("link-to-folder")).isDirectory();
    assertThat(folder.resolve("link-to-nothing")).isSymbolicLink();
    assertThat(Files.exists(folder.resolve("link-to-nothing"))).isFalse();
    assertThat(Files.getAttribute(folder.resolve("file0"), "unix:nlink")).isEqualTo(2);
    assertThat(Files.isSameFile(folder.resolve("file0"), folder.resolve("folder0/hard"))).isTrue();
  }

  @Test
  void modes_and_special_bits_are_set() throws IOException {
    RandomTree.of(8, Feature.MODES, Feature.SPECIAL_MODES).writeTo(folder);
    assertThat(FileTrees.snapshot(folder).values())
        .anyMatch(value -> value.startsWith("file 0600"))
        .anyMatch(value -> value.startsWith("folder 0700"))
        .anyMatch(value -> value.startsWith("file 4755"));
  }

  @Test
  void times_reach_the_last_that_a_plain_header_holds() throws IOException {
    RandomTree.of(9, Feature.MTIMES).writeTo(folder);
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Long> times = paths.map(RandomTreeTest::seconds).toList();
      assertThat(times).contains(0L, 8_589_934_591L);
    }
  }

  @Test
  void files_have_extended_attributes() throws IOException {
    RandomTree.of(10, Feature.XATTRS).writeTo(folder);
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(folder.resolve("file0"), UserDefinedFileAttributeView.class);
    assertThat(view.list()).containsExactly("mcv.random");
  }

  @Test
  void a_triton_entry_is_a_kernel_folder() throws IOException {
    RandomTree.of(11, Feature.TRITON_ENTRY).writeTo(folder);
    assertThat(FileTrees.snapshot(folder).keySet())
        .anyMatch(path -> path.matches("[A-Z2-7]{52}/__grp__random_kernel_\\d+\\.json"))
        .anyMatch(path -> path.matches("[A-Z2-7]{52}/random_kernel_\\d+\\.cubin"));
  }

  @Test
  void deep_folders_are_forty_deep() throws IOException {
    RandomTree.of(12, Feature.DEEP_FOLDERS).writeTo(folder);
    assertThat(folder.resolve("deep/" + "d/".repeat(39) + "bottom")).isRegularFile();
  }

  private static long seconds(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant().getEpochSecond();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
