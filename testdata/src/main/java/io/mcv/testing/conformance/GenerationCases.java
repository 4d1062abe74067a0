package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.CacheCases.kept;
import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.contained;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Cases of {@code MCV-ARTIFACT}, {@code MCV-2025} and {@code CARGOHOLD}. */
final class GenerationCases {
  private static final String ARTIFACT = "application/cache.triton.content.layer.v1+triton";
  private static final String METADATA = "cache.triton.image/metadata";

  private GenerationCases() {}

  static List<ConformanceCase> all() {
    return Stream.of(
            kept("MCV-ARTIFACT", 4, BaseImages::artifact),
            artifact(),
            kept("MCV-2025", 6, BaseImages::may2025),
            may2025(),
            kept("CARGOHOLD", 7, BaseImages::cargohold),
            cargohold())
        .flatMap(List::stream)
        .toList();
  }

  private static List<ConformanceCase> artifact() {
    return List.of(
        contained(
            "MCV-ARTIFACT-01",
            "two-layers",
            "auto",
            "The in-image manifest is in a layer of its own.",
            () ->
                CacheChanges.split(BaseImages.artifact(), VectorLayer.gzip().mediaType(ARTIFACT))),
        contained(
            "MCV-ARTIFACT-02",
            "two-kinds",
            "auto",
            "The type of the layer names two kinds.",
            () -> typed("application/cache.triton.content.layer.v1+vllm")),
        contained(
            "MCV-ARTIFACT-03",
            "plain",
            "auto",
            "The layer is not compressed.",
            () ->
                new VectorImage()
                    .add(
                        VectorLayer.plain()
                            .mediaType(ARTIFACT)
                            .addAll(BaseImages.current().layers().get(0).entries()))),
        contained(
            "MCV-ARTIFACT-04",
            "other-kind",
            "auto",
            "The type of the layer names another kind than the cache folder.",
            () -> typed("application/cache.vllm.content.layer.v1+vllm")));
  }

  private static VectorImage typed(String type) {
    return BaseImages.artifact().layer(0, layer -> layer.mediaType(type));
  }

  private static List<ConformanceCase> may2025() {
    return List.of(
        accepted(
            "MCV-2025-01",
            "object",
            "mcv-2025-05",
            "The in-image manifest is an object.",
            BaseImages::current),
        accepted(
            "MCV-2025-01",
            "none",
            "mcv-2025-05",
            "There is no in-image manifest.",
            () -> CacheChanges.withoutManifest(BaseImages.current())),
        accepted(
            "MCV-2025-02",
            "arch-first",
            "auto",
            "The architecture stands before the backend.",
            () ->
                CacheChanges.swapped(
                    BaseImages.may2025(), "\"backend\": \"cuda\"", "\"arch\": \"80\"")),
        accepted(
            "MCV-2025-03",
            "no-summary",
            "auto",
            "There is no label summary.",
            () -> CacheChanges.unlabelled(BaseImages.may2025(), "cache.triton.image/summary")),
        accepted(
            "MCV-2025-04",
            "metadata",
            "mcv-2025-05",
            "There is a label metadata too.",
            () -> BaseImages.may2025().label(METADATA, "[]")),
        accepted(
            "MCV-2025-05",
            "manifest-first",
            "auto",
            "The layer of the in-image manifest is below that of the cache.",
            GenerationCases::manifestFirst),
        accepted(
            "MCV-2025-06",
            "other-root",
            "auto",
            "The paths in the group file start elsewhere.",
            () ->
                CacheChanges.replaced(
                    BaseImages.may2025(), "/__grp__add.json", ".triton/cache", "triton/cache")));
  }

  private static VectorImage manifestFirst() {
    VectorImage image = BaseImages.may2025();
    Collections.reverse(image.layers());
    return image;
  }

  private static List<ConformanceCase> cargohold() {
    return List.of(
        accepted(
            "CARGOHOLD-01",
            "object",
            "auto",
            "The label metadata is an object.",
            () -> metadata(list -> "{\"triton\":" + list + "}")),
        accepted(
            "CARGOHOLD-01",
            "none",
            "cargohold",
            "There is no label metadata.",
            () -> CacheChanges.unlabelled(BaseImages.cargohold(), METADATA)),
        accepted(
            "CARGOHOLD-02",
            "arch-first",
            "auto",
            "The architecture stands before the backend.",
            () ->
                metadata(
                    list -> CacheChanges.swapped(list, "\"backend\":\"cuda\"", "\"arch\":\"80\""))),
        accepted(
            "CARGOHOLD-03",
            "arch-number",
            "auto",
            "The architecture is a number.",
            () -> metadata(list -> list.replace("\"80\"", "80"))),
        accepted(
            "CARGOHOLD-04",
            "two-for-one",
            "auto",
            "The label entry-count is 2 for one kernel.",
            () -> BaseImages.cargohold().label("cache.triton.image/entry-count", "2")),
        accepted(
            "CARGOHOLD-05",
            "compat",
            "auto",
            "The label variant is compat.",
            () -> BaseImages.cargohold().label("cache.triton.image/variant", "compat")),
        accepted(
            "CARGOHOLD-06",
            "two-layers",
            "auto",
            "There is a second layer.",
            () ->
                BaseImages.cargohold()
                    .add(VectorLayer.gzip().add(VectorEntry.file("README", "none\n")))),
        accepted(
            "CARGOHOLD-07",
            "manifest",
            "auto",
            "There is an in-image manifest.",
            () ->
                BaseImages.cargohold()
                    .layer(
                        0,
                        layer ->
                            layer
                                .add(VectorEntry.folder("io.triton.manifest"))
                                .add(VectorEntry.file("io.triton.manifest/manifest.json", "[]")))));
  }

  private static VectorImage metadata(UnaryOperator<String> change) {
    return BaseImages.cargohold()
        .labels(labels -> labels.computeIfPresent(METADATA, (name, value) -> change.apply(value)));
  }
}
