package io.mcv.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupFileTest {
  private static final Path NEW = Path.of("/new place/cache");

  @ParameterizedTest
  @CsvSource({
    "vector-add-cache-rocm, /workspace/.triton/cache",
    "vector-add-cache, /opt/app-root/src/.triton/cache",
    "vllm-triton-cache, /home/vllm/.cache/vllm"
  })
  void realFilesFollowTheirCacheThereAndBack(String cache, Path home) throws IOException {
    Path folder = SharedCaches.folder(cache);
    Set<String> files = files(folder);
    List<String> groups = files.stream().filter(GroupFile::isGroupFile).toList();
    assertThat(groups).isNotEmpty();
    for (String path : groups) {
      byte[] original = Files.readAllBytes(folder.resolve(path));
      byte[] unmoved = GroupFile.parse(original).relocated(path, home, files::contains);
      byte[] moved = GroupFile.parse(original).relocated(path, folder, files::contains);
      byte[] back = GroupFile.parse(moved).relocated(path, home, files::contains);

      assertThat(unmoved).isEqualTo(original);
      assertThat(GroupFile.parse(moved).childPaths().values())
          .isNotEmpty()
          .allSatisfy(child -> assertThat(Path.of(child)).startsWith(folder).isRegularFile());
      assertThat(back).isEqualTo(original);
    }
  }

  @Test
  void childBesideTheGroupFileComesFirst() throws IOException {
    assertThat(moved("{\"child_paths\": {\"a.json\": \"/x/OTHER/a.json\"}}", "KEY/a.json"))
        .isEqualTo("{\"child_paths\": {\"a.json\": \"/new place/cache/KEY/a.json\"}}");
  }

  @Test
  void childInAnotherKeyFolderIsFoundByItsLastTwoNames() throws IOException {
    assertThat(moved("{\"child_paths\":{\"a.json\":\"/x/OTHER/b.json\"}}", "OTHER/b.json"))
        .isEqualTo("{\"child_paths\":{\"a.json\":\"/new place/cache/OTHER/b.json\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"child_paths\": {\"gone.json\": \"/x/KEY/gone.json\"}}",
        "{\"child_paths\": {\"../../etc/passwd\": \"/etc/passwd\"}}",
        "{\"child_paths\": [\"a.json\", \"b.json\"]}",
        "{\"child_paths\": {\"a.json\": [\"/x\"]}}",
        "{\"children\": {\"a.json\": \"/x/KEY/a.json\"}}",
        "{\"other\": {\"child_paths\": {\"a.json\": \"/x/KEY/a.json\"}}}",
        "{}"
      })
  void whatIsNotInTheCacheAndOtherFormsStay(String text) throws IOException {
    assertThat(moved(text, "KEY/a.json")).isEqualTo(text);
  }

  @Test
  void otherKeysSpacesAndOrderStay() throws IOException {
    assertThat(
            moved(
                "{ \"version\" : 2.50,\n \"child_paths\": {\"é\": \"/x\", \"a\":\"/x\"}, \"z\":[]}\n",
                "KEY/a"))
        .isEqualTo(
            "{ \"version\" : 2.50,\n \"child_paths\": {\"é\": \"/x\","
                + " \"a\":\"/new place/cache/KEY/a\"}, \"z\":[]}\n");
  }

  @Test
  void newPathIsWrittenAsPythonWritesIt() throws IOException {
    byte[] moved =
        GroupFile.parse(utf8("{\"child_paths\": {\"a\": \"/x\"}}"))
            .relocated("KEY/__grp__a.json", Path.of("/ü\"\\<&>\u007f😀"), path -> true);

    assertThat(text(moved))
        .isEqualTo(
            "{\"child_paths\": {\"a\": \"/\\u00fc\\\"\\\\<&>\\u007f\\ud83d\\ude00/KEY/a\"}}");
  }

  @ParameterizedTest
  @CsvSource({"vector-add-cache-rocm, 687", "vector-add-cache, 681"})
  void sanitizedFormHasTheSizeThatTcvGaveIt(String cache, int size) throws IOException {
    Path folder = SharedCaches.folder(cache);
    String group = files(folder).stream().filter(GroupFile::isGroupFile).findFirst().orElseThrow();

    byte[] sanitized =
        GroupFile.parse(Files.readAllBytes(folder.resolve(group))).sanitized().orElseThrow();

    assertThat(sanitized).hasSize(size);
    assertThat(GroupFile.parse(sanitized).childPaths().values())
        .allSatisfy(path -> assertThat(path).startsWith(".triton/cache/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"child_paths\": [\"a.json\"]}",
        "{\"child_paths\": {\"a\": \"/x\"}, \"version\": 1}",
        "{\"child_paths\": {\"a\": 1}}"
      })
  void formsThatTcvDidNotKnowAreNotSanitized(String text) throws IOException {
    assertThat(GroupFile.parse(utf8(text)).sanitized()).isEmpty();
  }

  @Test
  void textThatIsNoUtf8ObjectIsRefused() {
    for (byte[] text :
        List.of(
            utf8("[]"),
            utf8("{"),
            utf8(""),
            "{\"child_paths\": {\"a\": \"/x\"}}".getBytes(StandardCharsets.UTF_16BE))) {
      assertThatThrownBy(() -> GroupFile.parse(text)).isInstanceOf(JsonException.class);
    }
  }

  @Test
  void groupFilesAreKnownByTheirName() {
    assertThat(GroupFile.isGroupFile("KEY/__grp__k.json")).isTrue();
    assertThat(GroupFile.isGroupFile("__grp__k.json")).isTrue();
    assertThat(GroupFile.isGroupFile("__grp__k/k.json")).isFalse();
    assertThat(GroupFile.isGroupFile("KEY/__grp__k.txt")).isFalse();
  }

  private static String moved(String text, String fileInCache) throws IOException {
    return text(
        GroupFile.parse(utf8(text)).relocated("KEY/__grp__k.json", NEW, fileInCache::equals));
  }

  private static Set<String> files(Path folder) throws IOException {
    Set<String> files = new HashSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(f -> files.add(folder.relativize(f).toString()));
    }
    return files;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
