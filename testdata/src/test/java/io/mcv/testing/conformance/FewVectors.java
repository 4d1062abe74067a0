package io.mcv.testing.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Four vectors of two made-up rules. */
final class FewVectors {
  static final RuleTable RULES =
      new RuleTable(
          Map.of(
              "ODD-01", new RuleTable.Row("odd", "error"),
              "ODD-02", new RuleTable.Row("odd", "warning")));

  static final ConformanceCase KEPT =
      ConformanceCase.passes("ODD-01", "base", "oci", "A base.", BaseImages::current);

  private static final ConformanceCase REFUSED =
      ConformanceCase.refused(
          "ODD-01", "broken", "oci", "A label.", () -> BaseImages.current().label("odd", "1"));

  private static final ConformanceCase WARNED =
      ConformanceCase.contained(
          "ODD-02", "broken", "oci", "A label.", () -> BaseImages.current().label("odd", "2"));

  private static final ConformanceCase WITHOUT_WARNING =
      ConformanceCase.passes("ODD-02", "kept", "oci", "A base.", BaseImages::current);

  private FewVectors() {}

  static void write(Path folder) throws IOException {
    ConformanceVectors.write(
        ConformanceVectors.files(List.of(WARNED, WITHOUT_WARNING, REFUSED, KEPT), RULES), folder);
  }
}
