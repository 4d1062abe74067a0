package io.mcv.testing.conformance;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Cases of the groups layer-safety and reproducibility. */
final class LayerCases {
  private static final String AUTO = "auto";

  /** A folder in which what is wrong matters to readers alone: nothing in it is unpacked. */
  static final String OUTSIDE = "x/";

  private LayerCases() {}

  static List<ConformanceCase> all() {
    return Stream.of(
            TarCases.all(),
            NameCases.all(),
            EntryCases.all(),
            LimitCases.all(),
            ReproducibilityCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The image as mcv-tool makes it, which keeps every rule. */
  static ConformanceCase kept(String rule) {
    return passes(rule, "plain", "An image as mcv-tool makes it.", BaseImages::current);
  }

  static ConformanceCase passes(
      String rule, String what, String reason, Supplier<VectorImage> image) {
    return ConformanceCase.passes(rule, what, AUTO, reason, image);
  }

  static ConformanceCase refused(
      String rule, String what, String reason, Supplier<VectorImage> image) {
    return ConformanceCase.refused(rule, what, AUTO, reason, image);
  }

  static ConformanceCase contained(
      String rule, String what, String reason, Supplier<VectorImage> image) {
    return ConformanceCase.contained(rule, what, AUTO, reason, image);
  }

  static ConformanceCase accepted(
      String rule, String what, String reason, Supplier<VectorImage> image) {
    return ConformanceCase.accepted(rule, what, AUTO, reason, image);
  }

  /** The image with entries after all others. */
  static VectorImage with(VectorEntry... entries) {
    return BaseImages.current().layer(0, layer -> layer.addAll(List.of(entries)));
  }

  /** An empty file in a folder that is not unpacked. */
  static VectorEntry outside(String name) {
    return VectorEntry.file(OUTSIDE + name, "");
  }

  /** A list in a document that is changed. */
  @SuppressWarnings("unchecked")
  static List<Object> list(Map<String, Object> object, String name) {
    return (List<Object>) Objects.requireNonNull(object.get(name));
  }

  /** An object in a document that is changed. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }
}
