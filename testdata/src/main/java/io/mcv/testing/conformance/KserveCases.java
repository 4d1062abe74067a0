package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.CacheCases.kept;
import static io.mcv.testing.conformance.ConformanceCase.accepted;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cases of {@code KSERVE}. */
final class KserveCases {
  private static final String PREFIX = "io.kserve.km/";
  private static final String MOUNT =
      "{\"subPath\":\"torch_compile_cache\",\"absPath\":\"/tmp/vllm\"}";

  private KserveCases() {}

  static List<ConformanceCase> all() {
    return Stream.of(
            kept("KSERVE", 7, BaseImages::kserve),
            List.of(
                kept("KSERVE-08", KserveCases::mounted),
                kept("KSERVE-09", KserveCases::mounted),
                kept("KSERVE-10", KserveCases::mounted)),
            broken())
        .flatMap(List::stream)
        .toList();
  }

  private static List<ConformanceCase> broken() {
    return List.of(
        accepted(
            "KSERVE-01",
            "no-framework",
            "auto",
            "There is no label framework.",
            () -> CacheChanges.unlabelled(BaseImages.kserve(), PREFIX + "framework")),
        accepted(
            "KSERVE-02",
            "other-framework",
            "auto",
            "The framework is another.",
            () -> labelled("framework", "sglang")),
        accepted(
            "KSERVE-03",
            "other-type",
            "auto",
            "The type of the cache is another.",
            () -> labelled("cache-type", "triton")),
        accepted(
            "KSERVE-04",
            "other-hash",
            "auto",
            "A hash folder is named that is not there.",
            () -> labelled("cache-hash", VectorCaches.VLLM_HASH + ",0123456789")),
        accepted(
            "KSERVE-04",
            "same-hash-twice",
            "auto",
            "A hash folder is named twice.",
            () -> labelled("cache-hash", VectorCaches.VLLM_HASH + "," + VectorCaches.VLLM_HASH)),
        accepted(
            "KSERVE-05",
            "no-hash",
            "auto",
            "There is no label cache-hash.",
            () -> CacheChanges.unlabelled(BaseImages.kserve(), PREFIX + "cache-hash")),
        accepted(
            "KSERVE-06",
            "parent",
            "auto",
            "The path of the mount leaves the cache.",
            () -> labelled("cache-mount-subpath", "torch_compile_cache/../../etc")),
        accepted(
            "KSERVE-06",
            "not-there",
            "auto",
            "The path of the mount is not in the cache.",
            () -> labelled("cache-mount-subpath", "torch_aot_compile")),
        accepted(
            "KSERVE-07",
            "relative",
            "auto",
            "The root of the cache is a relative path.",
            () -> labelled("cache-root-env", "VLLM_CACHE_ROOT=.cache/vllm")),
        accepted(
            "KSERVE-08",
            "relative",
            "auto",
            "The target of a mount is a relative path.",
            () -> labelled("cache-mounts", "[" + MOUNT.replace("/tmp", "tmp") + "]")),
        accepted(
            "KSERVE-09",
            "too-long",
            "auto",
            "The label cache-mounts has more than 4096 bytes.",
            () -> labelled("cache-mounts", mounts())),
        accepted(
            "KSERVE-10",
            "not-there",
            "auto",
            "A folder to be mounted is not in the cache.",
            () ->
                labelled(
                    "cache-mounts", "[" + MOUNT.replace("torch_compile_cache", "triton") + "]")));
  }

  private static VectorImage mounted() {
    return labelled("cache-mounts", "[" + MOUNT + "]");
  }

  private static VectorImage labelled(String name, String value) {
    return BaseImages.kserve().label(PREFIX + name, value);
  }

  private static String mounts() {
    return IntStream.range(0, 80)
        .mapToObj(number -> MOUNT.replace("/tmp", "/tmp/" + number))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
