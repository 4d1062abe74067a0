package io.mcv.testing.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the vectors against an implementation, as tests of JUnit:
 *
 * <pre>{@code
 * class ConformanceTest {
 *   private static final Path VECTORS = Path.of("conformance");
 *
 *   @TestFactory
 *   Stream<DynamicTest> validates() throws IOException {
 *     return ConformanceTests.of(VECTORS, (layout, profile) -> MyValidator.brokenRules(layout));
 *   }
 *
 *   @TestFactory
 *   Stream<DynamicTest> extracts() throws IOException {
 *     return ConformanceTests.ofExtraction(VECTORS, MyExtractor::tryExtract);
 *   }
 * }
 * }</pre>
 */
public final class ConformanceTests {
  private ConformanceTests() {}

  /** What finds broken rules. */
  @FunctionalInterface
  public interface Validator {
    /**
     * Looks at the only named image of a layout.
     *
     * @param layout an OCI layout, not to be changed; the image in it is named {@code t}
     * @param profile the group of formats that applies, {@code oci} for none, {@code auto} for that
     *     of the generation that wrote the image
     * @return ids of the broken rules of any level
     * @throws Exception fails the test, as does an image for which this is not said to be right
     */
    Set<String> brokenRules(Path layout, String profile) throws Exception;
  }

  /** What unpacks caches. */
  @FunctionalInterface
  public interface Extractor {
    /**
     * Unpacks the cache of the only named image of a layout.
     *
     * @param layout an OCI layout, not to be changed; the image in it is named {@code t}
     * @param target folder for the files of the cache, those below {@code io.KIND.cache/}; it is
     *     empty
     * @return whether it was unpacked; false where the image was refused
     * @throws Exception fails the test: a refusal is an answer, not an accident
     */
    boolean extract(Path layout, Path target) throws Exception;
  }

  /**
   * Tests that a validator finds the one rule broken that an image is about, and no other of level
   * error; and none in images that are right.
   *
   * @param vectors folder with {@code index.json}
   * @throws IOException if the index cannot be read
   */
  public static Stream<DynamicTest> of(Path vectors, Validator validator) throws IOException {
    VectorIndex index = VectorIndex.read(vectors);
    return index.cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.name(), () -> judge(index, each, vectors, validator)));
  }

  /**
   * Tests that an extractor unpacks what it must, refuses what it must, and never touches anything
   * outside its target; one test for each layout.
   *
   * @param vectors folder with {@code index.json}
   * @throws IOException if the index cannot be read
   */
  public static Stream<DynamicTest> ofExtraction(Path vectors, Extractor extractor)
      throws IOException {
    return VectorIndex.read(vectors).layouts().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.layout(), () -> ExtractionTrial.run(each, vectors, extractor)));
  }

  private static void judge(VectorIndex index, VectorCase each, Path vectors, Validator validator)
      throws Exception {
    Set<String> broken = validator.brokenRules(vectors.resolve(each.layout()), each.profile());
    if (each.expected() == ConformanceCase.Verdict.FAIL && !broken.contains(each.rule())) {
      throw new AssertionError(each.rule() + " is broken and was not found: " + each.reason());
    }
    Set<String> tooMany = new TreeSet<>(broken);
    tooMany.removeIf(rule -> !rule.equals(each.rule()) && !index.isError(rule));
    if (each.expected() == ConformanceCase.Verdict.FAIL) {
      tooMany.remove(each.rule());
    }
    if (!tooMany.isEmpty()) {
      throw new AssertionError("kept, but found broken: " + tooMany + ": " + each.reason());
    }
  }
}
