package io.mcv.spec.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.image.CacheSummary.Generation;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CacheLabelsTest {
  private static final String SUMMARY =
      "{\"targets\":[{\"backend\":\"hip\",\"arch\":\"gfx90a\",\"warp_size\":64}]}";
  private static final GpuTarget MI210 = GpuTarget.of("hip", "gfx90a", 64);

  @Test
  void cargohold() {
    CacheSummary summary =
        read(
            "cache.triton.image/entry-count", "1",
            "cache.triton.image/variant", "multi",
            "cache.triton.image/metadata",
                "[{\"hash\":\"ed\",\"backend\":\"cuda\",\"arch\":\"75\",\"warp_size\":32,"
                    + "\"ptx_version\":80,\"num_stages\":3,\"num_warps\":4,\"debug\":true,"
                    + "\"dummy_key\":\"f0\"}]");

    assertThat(summary.kind()).isEqualTo(CacheKind.TRITON);
    assertThat(summary.generation()).isEqualTo(Generation.METADATA);
    assertThat(summary.entryCount()).isEqualTo(1);
    assertThat(summary.sizeBytes()).isNull();
    assertThat(summary.kernels())
        .containsExactly(
            new KernelEntry(
                "ed",
                new GpuTarget("cuda", "75", 32, 80L, null),
                80L,
                3,
                4,
                true,
                "f0",
                null,
                null));
    assertThat(summary.targets()).hasSize(1);
    assertThat(summary.warnings()).isEmpty();
  }

  @Test
  void tritonSinceMay2025() {
    CacheSummary summary =
        read(
            "cache.triton.image/entry-count", "1",
            "cache.triton.image/cache-size-bytes", "80415",
            "cache.triton.image/summary", SUMMARY);

    assertThat(summary.generation()).isEqualTo(Generation.SUMMARY);
    assertThat(summary.sizeBytes()).isEqualTo(80415);
    assertThat(summary.targets()).containsExactly(MI210);
    assertThat(summary.warnings()).isEmpty();
  }

  @Test
  void extraKeysOfTheFirstSummariesAreSkipped() {
    CacheSummary summary =
        read(
            "cache.triton.image/variant",
            "multi",
            "cache.triton.image/summary",
            SUMMARY.replace("{\"targets", "{\"variant\":\"multi\",\"entry_count\":1,\"targets"));

    assertThat(summary.targets()).containsExactly(MI210);
    assertThat(summary.entryCount()).isNull();
  }

  @Test
  void vllmPlaceholderOf2025() {
    CacheSummary summary =
        read("cache.vllm.image/entry-count", "1", "cache.vllm.image/cache-size-bytes", "12");

    assertThat(summary.kind()).isEqualTo(CacheKind.VLLM);
    assertThat(summary.generation()).isEqualTo(Generation.PLACEHOLDER);
    assertThat(summary.warnings())
        .containsExactly("the labels do not say which GPUs the cache is for");
  }

  @Test
  void vllmOfMarch2026WithAToolkitVersionAsArchitecture() {
    CacheSummary summary =
        read(
            "cache.vllm.image/format", "binary,triton",
            "cache.vllm.image/summary",
                "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"sm_12.9\",\"warp_size\":32}]}");

    assertThat(summary.generation()).isEqualTo(Generation.FORMAT);
    assertThat(summary.formats()).containsExactly("binary", "triton");
    assertThat(summary.targets()).noneMatch(GpuTarget::isArchKnown).hasSize(1);
    assertThat(summary.warnings())
        .containsExactly(
            "the labels name an unknown architecture, sm_12.9, the version of a CUDA toolkit");
  }

  @Test
  void vllmOfAugust2026() {
    CacheSummary summary =
        read(
            "cache.vllm.image/format", "binary",
            "cache.vllm.image/summary",
                "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"sm_75\",\"warp_size\":32,"
                    + "\"ptx_version\":85,\"cuda_version\":\"12.9\"}]}",
            "io.kserve.km/cache-hash", "edf531ca35",
            "io.kserve.km/framework", "vllm",
            "org.opencontainers.image.title", "t");

    assertThat(summary.generation()).isEqualTo(Generation.KSERVE);
    assertThat(summary.targets()).containsExactly(new GpuTarget("cuda", "sm_75", 32, 85L, "12.9"));
    assertThat(summary.kserve())
        .containsExactly(
            Map.entry("io.kserve.km/cache-hash", "edf531ca35"),
            Map.entry("io.kserve.km/framework", "vllm"));
  }

  @Test
  void labelsOfSeveralMountsAreKept() {
    CacheSummary summary =
        read(
            "cache.vllm.image/summary", SUMMARY,
            "io.kserve.km/cache-mounts", "[{\"subPath\":\"triton\"}]",
            "io.kserve.km/split-cache-capture", "true");

    assertThat(summary.generation()).isEqualTo(Generation.MOUNTS);
    assertThat(summary.kserve()).hasSize(2);
  }

  @Test
  void summaryMayBeTheWordNull() {
    CacheSummary summary = read("cache.vllm.image/summary", "null");

    assertThat(summary.targets()).isEmpty();
    assertThat(summary.warnings())
        .containsExactly("the labels do not say which GPUs the cache is for");
  }

  @Test
  void tritonWinsWhereBothKindsStand() {
    CacheSummary summary =
        read("cache.vllm.image/entry-count", "1", "cache.triton.image/entry-count", "6");

    assertThat(summary.kind()).isEqualTo(CacheKind.TRITON);
    assertThat(summary.entryCount()).isEqualTo(6);
  }

  @Test
  void whatCannotBeUnderstoodIsAWarning() {
    CacheSummary summary =
        read(
            "cache.triton.image/entry-count", "-1",
            "cache.triton.image/cache-size-bytes", "9".repeat(30),
            "cache.triton.image/metadata", "{}",
            "cache.triton.image/summary", "{\"targets\":[1,{\"arch\":75,\"warp_size\":-3}]");

    assertThat(summary.entryCount()).isNull();
    assertThat(summary.sizeBytes()).isNull();
    assertThat(summary.warnings())
        .hasSize(5)
        .anySatisfy(text -> assertThat(text).contains("entry-count is not a number: -1"))
        .anySatisfy(text -> assertThat(text).contains("cache-size-bytes is not a number"))
        .anySatisfy(text -> assertThat(text).contains("metadata is not a list"))
        .anySatisfy(text -> assertThat(text).contains("summary is not valid JSON"));
  }

  @Test
  void oddTargetsAreReadAsFarAsTheyGo() {
    assertThat(
            read("cache.triton.image/summary", "{\"targets\":[1,{\"arch\":75,\"warp_size\":-3}]}")
                .targets())
        .containsExactly(GpuTarget.of("unknown", "75", 0));
  }

  @Test
  void otherImagesHaveNoCache() {
    assertThat(CacheLabels.read(Map.of("a", "b", "cache.triton.imagesomething", "1"))).isEmpty();
    assertThat(CacheLabels.read(Map.of("cache.habana.image/entry-count", "1"))).isEmpty();
  }

  private static CacheSummary read(String... labels) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    return CacheLabels.read(map).orElseThrow();
  }
}
