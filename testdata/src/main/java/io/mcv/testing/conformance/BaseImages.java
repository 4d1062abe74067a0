package io.mcv.testing.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Images of each format that keep every rule; a new one each time, to be changed. */
public final class BaseImages {
  private static final String TARGETS =
      "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"80\",\"warp_size\":32}]}";
  private static final String DUMMY_KEY =
      "764a1e5582d55519bcbb5b20375dd94da345acb4062d10f05a7e3868a89032b2";
  private static final String TARGET_FIRST =
      """
      [
        {
          "hash": "%s",
          "backend": "cuda",
          "arch": "80",
          "warp_size": 32,
          "num_stages": 3,
          "num_warps": 4,
          "dummy_key": "%s"
        }
      ]"""
          .formatted(VectorCaches.HASH, DUMMY_KEY);
  private static final String TARGET_LAST =
      """
      {
        "triton": [
          {
            "hash": "%s",
            "dummy_key": "%s",
            "num_stages": 3,
            "num_warps": 4,
            "backend": "cuda",
            "arch": "80",
            "warp_size": 32
          }
        ]
      }"""
          .formatted(VectorCaches.HASH, DUMMY_KEY);
  private static final String VLLM =
      """
      {
        "vllm": [
          {
            "vllmHash": "%s",
            "cacheFormat": "binary",
            "binary": [
              {
                "rank": "rank_0_0",
                "prefix": "backbone",
                "artifact_count": 1,
                "artifact_names": [
                  "artifact_compile_range_1_2048_subgraph_0"
                ],
                "code_hash": "c0de",
                "config_hash": "c0f1",
                "compiler_hash": "c03b",
                "cache_save_format": "binary",
                "target_device": "cuda",
                "env": {
                  "VLLM_MAIN_CUDA_VERSION": "12.9",
                  "VLLM_TARGET_DEVICE": "cuda"
                }
              }
            ]
          }
        ]
      }"""
          .formatted(VectorCaches.VLLM_HASH);

  private BaseImages() {}

  /** A Triton cache as mcv 1.0.0 labels it (F7): one gzip layer. */
  public static VectorImage current() {
    return new VectorImage()
        .add(VectorLayer.gzip().addAll(triton()).addAll(manifest("triton", TARGET_LAST)))
        .label("cache.triton.image/cache-size-bytes", VectorCaches.bytes(VectorCaches.triton()))
        .label("cache.triton.image/entry-count", "1")
        .label("cache.triton.image/summary", TARGETS)
        .label("org.opencontainers.image.title", "vector");
  }

  /** A vLLM cache as mcv 1.0.0 labels it (F7), with the labels for KServe. */
  public static VectorImage kserve() {
    return new VectorImage()
        .add(
            VectorLayer.gzip()
                .addAll(VectorCaches.entries("io.vllm.cache", VectorCaches.vllm()))
                .addAll(manifest("vllm", VLLM)))
        .label("cache.vllm.image/cache-size-bytes", VectorCaches.bytes(VectorCaches.vllm()))
        .label("cache.vllm.image/entry-count", "1")
        .label("cache.vllm.image/format", "binary")
        .label(
            "cache.vllm.image/summary",
            "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"sm_80\",\"warp_size\":32,"
                + "\"cuda_version\":\"12.9\"}]}")
        .label("io.kserve.km/cache-hash", VectorCaches.VLLM_HASH)
        .label("io.kserve.km/cache-mount-subpath", "torch_compile_cache")
        .label("io.kserve.km/cache-root-env", "VLLM_CACHE_ROOT=/home/kserve/.cache/vllm")
        .label("io.kserve.km/cache-type", "torch-compile")
        .label("io.kserve.km/framework", "vllm")
        .label("org.opencontainers.image.title", "vector");
  }

  /** A Triton cache as docker built it in May 2025 (F3): two layers that are not compressed. */
  public static VectorImage may2025() {
    return new VectorImage()
        .add(VectorLayer.plain().addAll(triton()))
        .add(VectorLayer.plain().addAll(manifest("triton", TARGET_FIRST)))
        .label("cache.triton.image/cache-size-bytes", VectorCaches.bytes(VectorCaches.triton()))
        .label("cache.triton.image/entry-count", "1")
        .label("cache.triton.image/summary", TARGETS)
        .label("org.opencontainers.image.title", "vector");
  }

  /** A Triton cache as cargohold labelled it in April 2025 (F2). */
  public static VectorImage cargohold() {
    return new VectorImage()
        .add(VectorLayer.gzip().addAll(triton()))
        .label("cache.triton.image/entry-count", "1")
        .label(
            "cache.triton.image/metadata",
            "[{\"hash\":\"%s\",\"backend\":\"cuda\",\"arch\":\"80\",\"warp_size\":32,"
                    .formatted(VectorCaches.HASH)
                + "\"num_stages\":3,\"num_warps\":4,\"dummy_key\":\"%s\"}]".formatted(DUMMY_KEY))
        .label("cache.triton.image/variant", "multi");
  }

  /** A Triton cache as an artifact, one layer of a type of its own. */
  public static VectorImage artifact() {
    return current()
        .layer(0, layer -> layer.mediaType("application/cache.triton.content.layer.v1+triton"));
  }

  private static List<VectorEntry> triton() {
    return VectorCaches.entries("io.triton.cache", VectorCaches.triton());
  }

  private static List<VectorEntry> manifest(String kind, String json) {
    String folder = "io." + kind + ".manifest";
    return List.of(
        VectorEntry.folder(folder),
        VectorEntry.file(folder + "/manifest.json", json.getBytes(StandardCharsets.UTF_8)));
  }
}
