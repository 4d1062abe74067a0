package io.mcv.spec.conformance.oci;

import static io.mcv.spec.conformance.oci.OciRule.must;

import io.mcv.oci.json.Json;
import io.mcv.spec.conformance.rule.Check;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.util.List;

/** Rules about all documents as JSON; files of a layout are among them. */
final class DocumentRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "OCI-BLOB-07",
              "Manifests, indexes, configurations of images and files of a layout"
                  + " MUST each be one JSON object.",
              no(JsonFault.SYNTAX, "a JSON object", "write it as JSON")),
          must(
              "OCI-BLOB-08",
              "A JSON document MUST be in UTF-8.",
              no(JsonFault.ENCODING, "UTF-8", "write it in UTF-8, without surrogates")),
          must(
              "OCI-BLOB-09",
              "A key MUST NOT come twice in one JSON object.",
              no(JsonFault.DUPLICATE_KEY, "each key once", "keep one of the two")),
          must(
              "OCI-BLOB-10",
              "A JSON document MUST end with its value, white space apart.",
              no(JsonFault.TRAILING_TEXT, "the end of the document", "cut what follows")),
          must(
              "OCI-BLOB-11",
              "Objects and lists in a JSON document MUST NOT be nested deeper than 200.",
              no(JsonFault.DEPTH, "at most " + Json.MAX_DEPTH + " levels", "nest less deep")));

  private DocumentRules() {}

  private static Check no(JsonFault fault, String expected, String remedy) {
    return image -> {
      Violations violations = new Violations("documents");
      Documents.all(image)
          .filter(document -> document.fault().isEmpty())
          .forEach(
              document -> {
                violations.looked();
                if (JsonFault.of(document).filter(found -> found == fault).isPresent()) {
                  String found =
                      document
                          .syntaxError()
                          .or(() -> document.json().map(json -> json.type()))
                          .orElse("something else");
                  violations.add(
                      () -> new Violation(Place.of(document.name()), expected, found, remedy));
                }
              });
      return violations.outcome();
    };
  }
}
