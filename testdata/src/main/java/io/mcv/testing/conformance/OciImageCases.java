package io.mcv.testing.conformance;

import java.util.List;
import java.util.stream.Stream;

/** Cases of the groups oci-image and oci-layout. */
final class OciImageCases {
  private OciImageCases() {}

  static List<ConformanceCase> all() {
    return Stream.of(
            OciBlobCases.all(),
            OciDescriptorCases.all(),
            OciManifestCases.all(),
            OciIndexCases.all(),
            OciConfigCases.all(),
            OciLayoutCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /** A rule that the base image keeps. */
  static ConformanceCase keptByBase(String rule) {
    return ConformanceCase.passes(
        rule, "base", "auto", "an image as mcv makes it", BaseImages::current);
  }
}
