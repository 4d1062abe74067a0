package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.CacheCases.kept;
import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.contained;

import java.util.List;
import java.util.TreeMap;

/** Cases of {@code MCV-MANIFEST} and {@code MCV-LAYER}. */
final class InImageManifestCases {
  private static final String MANIFEST = ".manifest/manifest.json";

  private InImageManifestCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        kept("MCV-MANIFEST-01", BaseImages::current),
        accepted(
            "MCV-MANIFEST-01",
            "no-list",
            "auto",
            "The kernels are an object where a list must be.",
            () -> CacheChanges.text(BaseImages.current(), MANIFEST, json -> "{\"triton\": {}}")),
        accepted(
            "MCV-MANIFEST-01",
            "cut",
            "auto",
            "The in-image manifest ends early.",
            () -> CacheChanges.text(BaseImages.current(), MANIFEST, json -> json.substring(0, 60))),
        kept("MCV-MANIFEST-02", BaseImages::current),
        accepted(
            "MCV-MANIFEST-02",
            "other-kernel",
            "auto",
            "The in-image manifest lists a kernel that is not in the cache.",
            () -> CacheChanges.manifest(BaseImages.current(), "\"6088", "\"7088")),
        kept("MCV-MANIFEST-03", BaseImages::current),
        accepted(
            "MCV-MANIFEST-03",
            "newline",
            "auto",
            "The in-image manifest ends with a newline.",
            () -> CacheChanges.text(BaseImages.current(), MANIFEST, json -> json + "\n")),
        kept("MCV-LAYER-01", BaseImages::current),
        contained(
            "MCV-LAYER-01",
            "other-type",
            "auto",
            "The layer has a type that is not one of layers.",
            () -> BaseImages.current().layer(0, layer -> layer.mediaType("application/x-gtar"))),
        kept("MCV-LAYER-02", () -> annotated("cache.triton.image/variant")),
        accepted(
            "MCV-LAYER-02",
            "other-spelling",
            "auto",
            "The annotation is spelt as an example in the format's document has it.",
            () -> annotated("module.triton.image/variant")));
  }

  private static VectorImage annotated(String name) {
    return BaseImages.current()
        .manifest(
            json -> {
              TreeMap<String, Object> annotations = new TreeMap<>();
              annotations.put(name, "compat");
              json.put("annotations", annotations);
            });
  }
}
