package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.contained;
import static io.mcv.testing.conformance.ConformanceCase.passes;
import static io.mcv.testing.conformance.ConformanceCase.refused;
import static io.mcv.testing.conformance.JsonParts.first;
import static io.mcv.testing.conformance.JsonParts.linux;
import static io.mcv.testing.conformance.OciImageCases.keptByBase;

import io.mcv.oci.model.MediaType;
import java.util.List;
import java.util.Map;

/** Indexes. */
final class OciIndexCases {
  private OciIndexCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        keptByBase("OCI-INDEX-01"),
        contained(
            "OCI-INDEX-01",
            "index-json",
            "auto",
            "index.json says schemaVersion 3",
            () -> BaseImages.current().index(i -> i.put("schemaVersion", 3))),
        contained(
            "OCI-INDEX-01",
            "nested",
            "auto",
            "an index says schemaVersion 1",
            () -> NestedIndex.around(BaseImages.current(), n -> n.put("schemaVersion", 1))),
        passes(
            "OCI-INDEX-02",
            "nested",
            "auto",
            "an index between index.json and the image says its type",
            () -> NestedIndex.around(BaseImages.current(), n -> n.remove("annotations"))),
        contained(
            "OCI-INDEX-02",
            "list",
            "auto",
            "an index says that it is docker's manifest list",
            () ->
                NestedIndex.around(
                    BaseImages.current(), n -> n.put("mediaType", MediaType.DOCKER_LIST.value()))),
        contained(
            "OCI-INDEX-02",
            "index-json",
            "auto",
            "index.json says that it is a manifest",
            () ->
                BaseImages.current()
                    .index(i -> i.put("mediaType", MediaType.OCI_MANIFEST.value()))),
        passes(
            "OCI-INDEX-03",
            "nested",
            "auto",
            "an index between index.json and the image says its type",
            () -> NestedIndex.around(BaseImages.current(), n -> n.remove("annotations"))),
        accepted(
            "OCI-INDEX-03",
            "no-type",
            "auto",
            "an index does not say its type",
            () -> NestedIndex.around(BaseImages.current(), n -> n.remove("mediaType"))),
        keptByBase("OCI-INDEX-04"),
        refused(
            "OCI-INDEX-04",
            "object",
            "auto",
            "the manifests of an index are an object",
            () -> NestedIndex.around(BaseImages.current(), n -> n.put("manifests", Map.of()))),
        refused(
            "OCI-INDEX-04",
            "none",
            "auto",
            "index.json has no manifests",
            () -> BaseImages.current().index(i -> i.remove("manifests"))),
        keptByBase("OCI-INDEX-05"),
        refused(
            "OCI-INDEX-05",
            "layers",
            "auto",
            "an index has layers too (CVE-2021-41190)",
            () -> NestedIndex.around(BaseImages.current(), n -> n.put("layers", List.of()))),
        refused(
            "OCI-INDEX-05",
            "config",
            "auto",
            "index.json has a config too",
            () -> BaseImages.current().index(i -> i.put("config", Map.of()))),
        passes(
            "OCI-INDEX-06",
            "four",
            "auto",
            "the image lies below four indexes",
            () -> NestedIndex.around(BaseImages.current(), 4, MediaType.OCI_INDEX, n -> {})),
        contained(
            "OCI-INDEX-06",
            "five",
            "auto",
            "the image lies below five indexes",
            () -> NestedIndex.around(BaseImages.current(), 5, MediaType.OCI_INDEX, n -> {})),
        passes(
            "OCI-INDEX-07",
            "same",
            "auto",
            "index.json names the platform of the configuration",
            () ->
                BaseImages.current()
                    .index(i -> first(i, "manifests").put("platform", linux("amd64")))),
        contained(
            "OCI-INDEX-07",
            "other",
            "auto",
            "index.json names another platform than the configuration",
            () ->
                BaseImages.current()
                    .index(i -> first(i, "manifests").put("platform", linux("arm64")))));
  }
}
