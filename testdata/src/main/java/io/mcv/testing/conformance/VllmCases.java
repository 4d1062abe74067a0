package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.CacheCases.kept;
import static io.mcv.testing.conformance.ConformanceCase.accepted;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Cases of {@code MCV-CURRENT}. */
final class VllmCases {
  private static final String FORMAT = "cache.vllm.image/format";
  private static final String MODEL = "print('compiled')\n";
  private static final String AOT_MANIFEST =
      """
      {
        "vllm": [
          {
            "vllmHash": "%1$s",
            "cacheFormat": "aot_compile",
            "aot_compile": [
              {
                "hash": "%1$s",
                "rank": "rank_0_0",
                "model_file": "model",
                "file_size": %2$d
              }
            ]
          }
        ]
      }"""
          .formatted(VectorCaches.VLLM_HASH, MODEL.length());

  private VllmCases() {}

  static List<ConformanceCase> all() {
    return Stream.of(
            kept("MCV-CURRENT", 5, BaseImages::current),
            ofImage(),
            List.of(
                kept("MCV-CURRENT-06", BaseImages::kserve),
                kept("MCV-CURRENT-07", BaseImages::kserve),
                kept("MCV-CURRENT-08", BaseImages::kserve),
                kept("MCV-CURRENT-09", VllmCases::aheadOfTime),
                kept("MCV-CURRENT-10", BaseImages::kserve),
                kept("MCV-CURRENT-11", BaseImages::kserve),
                kept("MCV-CURRENT-12", BaseImages::kserve)),
            ofHashFolders())
        .flatMap(List::stream)
        .toList();
  }

  private static List<ConformanceCase> ofImage() {
    return List.of(
        accepted(
            "MCV-CURRENT-01",
            "list",
            "mcv-current",
            "The in-image manifest is a list.",
            BaseImages::may2025),
        accepted(
            "MCV-CURRENT-01",
            "none",
            "mcv-current",
            "There is no in-image manifest.",
            () -> CacheChanges.withoutManifest(BaseImages.current())),
        accepted(
            "MCV-CURRENT-02",
            "no-size",
            "auto",
            "There is no label cache-size-bytes.",
            () ->
                CacheChanges.unlabelled(
                    BaseImages.current(), "cache.triton.image/cache-size-bytes")),
        accepted(
            "MCV-CURRENT-03",
            "two-layers",
            "auto",
            "The in-image manifest is in a layer of its own.",
            () -> CacheChanges.split(BaseImages.current(), VectorLayer.gzip())),
        accepted(
            "MCV-CURRENT-04",
            "no-title",
            "auto",
            "There is no title.",
            () -> CacheChanges.unlabelled(BaseImages.current(), "org.opencontainers.image.title")),
        accepted(
            "MCV-CURRENT-05",
            "stages-last",
            "auto",
            "Warps stand before stages.",
            () ->
                CacheChanges.swapped(
                    BaseImages.current(), "\"num_stages\": 3", "\"num_warps\": 4")));
  }

  private static List<ConformanceCase> ofHashFolders() {
    return List.of(
        accepted(
            "MCV-CURRENT-06",
            "format-first",
            "auto",
            "The format of the hash folder stands before its hash.",
            () ->
                CacheChanges.swapped(
                    BaseImages.kserve(),
                    "\"vllmHash\": \"" + VectorCaches.VLLM_HASH + "\"",
                    "\"cacheFormat\": \"binary\"")),
        accepted(
            "MCV-CURRENT-07",
            "unknown",
            "auto",
            "The format of the hash folder has an unknown name.",
            () ->
                CacheChanges.manifest(
                    BaseImages.kserve(), "Format\": \"binary\"", "Format\": \"bundle\"")),
        accepted(
            "MCV-CURRENT-07",
            "no-list",
            "auto",
            "The hash folder has no list of its format.",
            () ->
                CacheChanges.manifest(
                    BaseImages.kserve(), "Format\": \"binary\"", "Format\": \"triton\"")),
        accepted(
            "MCV-CURRENT-08",
            "prefix-first",
            "auto",
            "The prefix stands before the rank.",
            () ->
                CacheChanges.swapped(
                    BaseImages.kserve(), "\"rank\": \"rank_0_0\"", "\"prefix\": \"backbone\"")),
        accepted(
            "MCV-CURRENT-09",
            "rank-first",
            "auto",
            "The rank stands before the hash.",
            () ->
                CacheChanges.swapped(
                    aheadOfTime(),
                    "\"hash\": \"" + VectorCaches.VLLM_HASH + "\"",
                    "\"rank\": \"rank_0_0\"")),
        accepted(
            "MCV-CURRENT-10",
            "two-for-one",
            "auto",
            "The count of artifacts is 2 for one name.",
            () ->
                CacheChanges.manifest(
                    BaseImages.kserve(), "\"artifact_count\": 1", "\"artifact_count\": 2")),
        accepted(
            "MCV-CURRENT-11",
            "space",
            "auto",
            "The label format has a space.",
            () -> BaseImages.kserve().label(FORMAT, "binary, triton")),
        accepted(
            "MCV-CURRENT-12",
            "other-format",
            "auto",
            "The label format names a format that no hash folder has.",
            () -> BaseImages.kserve().label(FORMAT, "triton")));
  }

  /** One model compiled ahead of time that is not bundled. */
  private static VectorImage aheadOfTime() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        "torch_compile_cache/torch_aot_compile/"
            + VectorCaches.VLLM_HASH
            + "/rank_0_0/model/code.py",
        MODEL.getBytes(StandardCharsets.UTF_8));
    VectorImage image = BaseImages.kserve();
    List<VectorEntry> entries = image.layers().get(0).entries();
    entries.removeIf(entry -> entry.name().startsWith("io.vllm.cache/"));
    entries.addAll(0, VectorCaches.entries("io.vllm.cache", files));
    image.label(FORMAT, "aot_compile");
    image.label("io.kserve.km/cache-mount-subpath", "torch_compile_cache/torch_aot_compile");
    return CacheChanges.text(image, ".manifest/manifest.json", json -> AOT_MANIFEST);
  }
}
