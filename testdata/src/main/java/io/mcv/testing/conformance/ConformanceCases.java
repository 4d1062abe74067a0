package io.mcv.testing.conformance;

import java.util.List;
import java.util.stream.Stream;

/** All cases, as the generator writes them. */
public final class ConformanceCases {
  private ConformanceCases() {}

  /** In the order of docs/format.md. */
  public static List<ConformanceCase> all() {
    return Stream.of(OciImageCases.all(), LayerCases.all(), CacheCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
