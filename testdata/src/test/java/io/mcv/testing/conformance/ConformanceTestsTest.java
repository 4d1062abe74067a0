package io.mcv.testing.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.conformance.ConformanceTests.Extractor;
import io.mcv.testing.conformance.ConformanceTests.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Implementations that do one thing wrong fail, by the case that is about it. */
class ConformanceTestsTest {
  @TempDir private static Path vectors;

  @BeforeAll
  static void write() throws IOException {
    FewVectors.write(vectors);
  }

  @Test
  void a_right_validator_passes() throws IOException {
    assertThat(failures(ConformanceTestsTest::rightRules)).isEmpty();
  }

  @Test
  void a_validator_that_finds_nothing_fails_by_the_broken_images() throws IOException {
    assertThat(failures((layout, profile) -> Set.of()))
        .containsExactly(
            "odd-01-broken: ODD-01 is broken and was not found: A label.",
            "odd-02-broken: ODD-02 is broken and was not found: A label.");
  }

  @Test
  void a_validator_that_finds_an_error_too_many_fails() throws IOException {
    assertThat(failures((layout, profile) -> Set.of("ODD-01", "ODD-02")))
        .containsExactly(
            "odd-01-base: kept, but found broken: [ODD-01]: A base.",
            "odd-02-broken: kept, but found broken: [ODD-01]: A label.",
            "odd-02-kept: kept, but found broken: [ODD-01, ODD-02]: A base.");
  }

  @Test
  void a_validator_that_breaks_off_fails() throws IOException {
    Validator none =
        (layout, profile) -> {
          throw new IOException("no");
        };
    assertThat(failures(none)).hasSize(4).contains("odd-01-base: no");
  }

  @Test
  void a_right_extractor_passes() throws IOException {
    assertThat(failuresToExtract(ConformanceTestsTest::extract)).isEmpty();
  }

  @Test
  void an_extractor_may_relocate_group_files_and_nothing_else() throws IOException {
    assertThat(failuresToExtract(changing("__grp__add.json"))).isEmpty();
    assertThat(failuresToExtract(changing("add.ptx")))
        .singleElement()
        .asString()
        .contains("add.ptx: expected sha256:");
  }

  @Test
  void an_extractor_that_takes_or_refuses_everything_fails() throws IOException {
    assertThat(failuresToExtract((layout, target) -> true))
        .contains("odd-01-broken: unpacked what must be refused")
        .anyMatch(failure -> failure.matches("base-current: expected \\[.+], found \\[]"));
    assertThat(failuresToExtract((layout, target) -> false))
        .containsExactly("base-current: refused what must be unpacked");
  }

  @Test
  void an_extractor_that_refuses_half_way_fails_where_it_must_refuse() throws IOException {
    Extractor late =
        (layout, target) -> {
          writeCache(target);
          return extract(layout, target);
        };
    assertThat(failuresToExtract(late))
        .singleElement()
        .asString()
        .contains("odd-01-broken: refused, but left");
  }

  @Test
  void an_extractor_that_touches_something_else_fails() throws IOException {
    Extractor clumsy =
        (layout, target) -> {
          Files.writeString(target.resolveSibling("bystander"), "changed");
          return extract(layout, target);
        };
    assertThat(failuresToExtract(clumsy))
        .hasSize(3)
        .allMatch(f -> f.contains(": outside the target: "));
  }

  @Test
  void an_extractor_that_makes_a_link_fails() throws IOException {
    Extractor linking =
        (layout, target) -> {
          boolean extracted = extract(layout, target);
          Files.createSymbolicLink(Files.createDirectories(target).resolve("link"), target);
          return extracted;
        };
    assertThat(failuresToExtract(linking))
        .hasSize(3)
        .allMatch(f -> f.contains(": in the target: link=link"));
  }

  @Test
  void an_extractor_that_makes_a_hard_link_fails() throws IOException {
    Extractor linking =
        (layout, target) -> {
          boolean extracted = extract(layout, target);
          Path file = Files.writeString(target.resolve("a"), "x");
          Files.createLink(target.resolve("b"), file);
          return extracted;
        };
    assertThat(failuresToExtract(linking))
        .hasSize(3)
        .allMatch(f -> f.contains(": in the target: a=hard link"));
  }

  @Test
  void an_extractor_finds_an_empty_target_and_may_remove_it() throws IOException {
    Extractor removing =
        (layout, target) -> {
          assertThat(target).isEmptyDirectory();
          if (!extract(layout, target)) {
            Files.delete(target);
            return false;
          }
          return true;
        };
    assertThat(failuresToExtract(removing)).isEmpty();
  }

  @Test
  void an_extractor_may_keep_the_folder_of_the_cache() throws IOException {
    Extractor keeping =
        (layout, target) -> {
          Files.writeString(target.resolve("elsewhere"), "x");
          return extract(layout, target.resolve("io.triton.cache"));
        };
    assertThat(failuresToExtract(keeping))
        .singleElement()
        .asString()
        .contains("odd-01-broken: refused, but left [elsewhere]");
  }

  private static Set<String> rightRules(Path layout, String profile) {
    return switch (name(layout)) {
      case "odd-01-broken" -> Set.of("ODD-01");
      case "odd-02-broken" -> Set.of("ODD-02");
      default -> Set.of();
    };
  }

  private static boolean extract(Path layout, Path target) throws IOException {
    if (!name(layout).startsWith("base-")) {
      return false;
    }
    writeCache(target);
    return true;
  }

  private static Extractor changing(String file) {
    return (layout, target) -> {
      boolean extracted = extract(layout, target);
      if (extracted) {
        Files.writeString(target.resolve(VectorCaches.KEY).resolve(file), "changed");
      }
      return extracted;
    };
  }

  private static void writeCache(Path target) throws IOException {
    for (Map.Entry<String, byte[]> file : VectorCaches.triton().entrySet()) {
      Path path = target.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.write(path, file.getValue());
    }
  }

  private static String name(Path layout) {
    return String.valueOf(layout.getFileName());
  }

  private static List<String> failures(Validator validator) throws IOException {
    return failures(ConformanceTests.of(vectors, validator));
  }

  private static List<String> failuresToExtract(Extractor extractor) throws IOException {
    return failures(ConformanceTests.ofExtraction(vectors, extractor));
  }

  /** Name and message of each test that fails. */
  private static List<String> failures(Stream<DynamicTest> tests) {
    List<String> failures = new ArrayList<>();
    for (DynamicTest test : tests.toList()) {
      try {
        test.getExecutable().execute();
      } catch (Throwable e) {
        failures.add(test.getDisplayName() + ": " + e.getMessage());
      }
    }
    return failures;
  }
}
