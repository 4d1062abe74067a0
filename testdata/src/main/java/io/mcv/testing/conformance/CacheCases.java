package io.mcv.testing.conformance;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Cases of the groups of formats, portability and trust. */
final class CacheCases {
  private CacheCases() {}

  static List<ConformanceCase> all() {
    return Stream.of(
            LabelCases.all(),
            FolderCases.all(),
            InImageManifestCases.all(),
            GenerationCases.all(),
            VllmCases.all(),
            KserveCases.all(),
            PortabilityCases.all(),
            TrustCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /** An image that keeps these rules, each a case. */
  static List<ConformanceCase> kept(String rules, int count, Supplier<VectorImage> image) {
    return Stream.iterate(1, number -> number + 1)
        .limit(count)
        .map(number -> kept("%s-%02d".formatted(rules, number), image))
        .toList();
  }

  /** An image that keeps a rule. */
  static ConformanceCase kept(String rule, Supplier<VectorImage> image) {
    return ConformanceCase.passes(
        rule, "kept", "auto", "An image as its tool makes it keeps the rule.", image);
  }
}
