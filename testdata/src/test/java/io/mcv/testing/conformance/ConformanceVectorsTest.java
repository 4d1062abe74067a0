package io.mcv.testing.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.Digest;
import io.mcv.testing.Checkout;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code -Dmcv.goldens=write} the checked-in vectors are written anew, for a look at them. */
class ConformanceVectorsTest {
  private static final Path CHECKED_IN = Checkout.root().resolve("testdata/conformance");
  private static final boolean WRITE = "write".equals(System.getProperty("mcv.goldens"));

  @TempDir private static Path generated;

  @BeforeAll
  static void generate() throws IOException {
    ConformanceVectors.main(new String[] {generated.toString()});
    if (WRITE) {
      try (Stream<Path> stale = Files.walk(CHECKED_IN)) {
        for (Path path : stale.sorted(Comparator.reverseOrder()).toList()) {
          if (!path.equals(CHECKED_IN) && !path.endsWith("run.sh")) {
            Files.delete(path);
          }
        }
      }
      ConformanceVectors.write(CHECKED_IN);
    }
  }

  @Test
  void the_checked_in_vectors_are_what_the_generator_writes() throws IOException {
    Map<String, String> expected = digests(generated);
    Map<String, String> found = digests(CHECKED_IN);
    found.remove("run.sh");
    assertThat(found).containsExactlyEntriesOf(expected);
  }

  @Test
  void every_layout_has_the_digest_that_the_index_says() throws IOException {
    List<VectorCase> cases = VectorIndex.read(CHECKED_IN).cases();
    assertThat(cases).isNotEmpty();
    for (VectorCase each : cases) {
      assertThat(LayoutDigest.of(CHECKED_IN.resolve(each.layout())))
          .as(each.name())
          .hasToString(each.digest());
    }
  }

  @Test
  void the_vectors_stay_small() throws IOException {
    long bytes = 0;
    long files = 0;
    try (Stream<Path> paths = Files.walk(CHECKED_IN)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
        files++;
      }
    }
    assertThat(bytes).isLessThan(6 * 1024 * 1024);
    assertThat(files).isLessThan(2000);
  }

  @Test
  void two_cases_of_one_name_are_an_error() {
    ConformanceCase once = FewVectors.KEPT;
    assertThatThrownBy(() -> ConformanceVectors.files(List.of(once, once), FewVectors.RULES))
        .hasMessageContaining("two cases are named " + once.name());
  }

  @Test
  void two_extractions_of_one_image_are_an_error() {
    ConformanceCase other =
        ConformanceCase.contained("ODD-02", "same", "oci", "A base.", BaseImages::current);
    assertThatThrownBy(
            () -> ConformanceVectors.files(List.of(FewVectors.KEPT, other), FewVectors.RULES))
        .hasMessageContaining("odd-02-same wants another extraction of base-current");
  }

  @Test
  void a_case_of_a_rule_that_the_document_lacks_is_an_error() throws IOException {
    RuleTable rules = ConformanceVectors.documented();
    assertThatThrownBy(() -> ConformanceVectors.files(List.of(FewVectors.KEPT), rules))
        .hasMessageContaining("no rule ODD-01");
  }

  @Test
  void an_image_that_two_cases_share_is_written_once(@TempDir Path folder) throws IOException {
    FewVectors.write(folder);
    List<VectorCase> cases = VectorIndex.read(folder).cases();
    assertThat(cases.stream().map(VectorCase::layout))
        .containsExactly("base-current", "odd-01-broken", "odd-02-broken", "base-current");
    assertThat(cases.stream().map(VectorCase::level))
        .containsExactly("error", "error", "warning", "warning");
  }

  @Test
  void the_digest_of_a_layout_is_that_of_the_documented_command(@TempDir Path folder)
      throws IOException {
    FewVectors.write(folder);
    Path layout = folder.resolve("base-current");
    String command = "find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum";
    assertThat(Checkout.root().resolve("docs/conformance.md")).content().contains(command);
    Peer.Outcome outcome = Peer.require("env").in(layout).run("sh", "-c", command).orFail();
    assertThat("sha256:" + outcome.out().substring(0, 64))
        .isEqualTo(LayoutDigest.of(layout).toString());
  }

  private static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        digests.put(
            folder.relativize(file).toString(), Digest.sha256(Files.readAllBytes(file)).hex());
      }
    }
    return digests;
  }
}
