package io.mcv.spec.scan;

import static io.mcv.spec.CacheFolder.kernelJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.spec.CacheException;
import io.mcv.spec.CacheFile;
import io.mcv.spec.CacheFolder;
import io.mcv.spec.CacheKind;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.PortabilityFinding;
import io.mcv.spec.SharedCaches;
import io.mcv.spec.VllmEntry;
import io.mcv.spec.image.PlanOptions;
import io.mcv.spec.image.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VllmScanTest {
  private static final String T4 =
      "x = DeviceProperties(type='cuda', index=0, cc=75, major=7, warp_size=32)";
  private static final String FACTORS =
      """
      {"code_hash": "c1", "config_hash": "c2", "compiler_hash": "c3", "env": {
        "VLLM_TARGET_DEVICE": "cuda", "VLLM_MAIN_CUDA_VERSION": "12.9",
        "VLLM_CONFIG_ROOT": "/home/u/.config/vllm", "VLLM_XLA_CACHE_PATH": null}}
      """;
  private static final String AOT_HASH = "ab".repeat(32);

  @TempDir Path temp;
  private CacheFolder cache;

  @BeforeEach
  void emptyCache() {
    cache = new CacheFolder(temp);
  }

  @Test
  void realCachesTellTheirTargets() throws IOException {
    assertThat(scan(SharedCaches.folder("vllm-triton-cache")).targets())
        .containsExactly(GpuTarget.of("hip", "gfx90a", 64));
    assertThat(scan(SharedCaches.folder("vllm-binary-cache")).targets())
        .containsExactly(new GpuTarget("cuda", "sm_75", 32, null, "12.9"));
  }

  @Test
  void realTritonFormHasAllItsKernels() throws IOException {
    CacheScan scan = scan(SharedCaches.folder("vllm-triton-cache"));

    assertThat(scan.vllm()).hasSize(1);
    assertThat(scan.vllm().get(0).format()).isEqualTo(VllmEntry.TRITON);
    assertThat(scan.vllm().get(0).kernels())
        .extracting(KernelEntry::name)
        .containsExactly(
            "triton_poi_fused_cat_1",
            "triton_poi_fused_cat_1",
            "triton_poi_fused__to_copy_embedding_0",
            "triton_poi_fused_cat_0",
            "triton_poi_fused__to_copy_embedding_0",
            "triton_poi_fused_cat_0");
  }

  @Test
  void realBinaryFormNamesWhatIsNotPortable() throws IOException {
    assertThat(scan(SharedCaches.folder("vllm-binary-cache")).portability())
        .extracting(PortabilityFinding::detail)
        .containsExactly(
            "VLLM_CONFIG_ROOT=/home/ec2-user/.config/vllm; vLLM ignores the cache where it has"
                + " another value",
            "VLLM_XLA_CACHE_PATH=/home/ec2-user/.cache/vllm/xla_cache; vLLM ignores the cache where"
                + " it has another value",
            "/home/ec2-user/.cache/vllm/torch_compile_cache/edf531ca35/rank_0_0/backbone/"
                + "artifact_compile_range_1_2048_subgraph_0; vLLM looks for its files there only");
  }

  @Test
  void kernelsOfAllRanksAndHashFoldersCount() throws IOException {
    cache
        .withKernel(tritonKey("h1", 0), kernelJson("a", "\"cuda\"", "75", 32))
        .withKernel(tritonKey("h1", 1), kernelJson("b", "\"cuda\"", "80", 32))
        .withKernel(tritonKey("h2", 0), kernelJson("c", "\"hip\"", "\"gfx942\"", 64))
        .with("torch_compile_cache/h1/rank_0_0/vllm_compile_cache.py", "{}")
        .with(tritonKey("h1", 0) + "/lock", "")
        .with("lock", "not Triton's");

    CacheScan scan = scan();

    assertThat(scan.kind()).isEqualTo(CacheKind.VLLM);
    assertThat(scan.entryCount()).isEqualTo(2);
    assertThat(scan.vllm()).extracting(VllmEntry::hash).containsExactly("h1", "h2");
    assertThat(scan.vllm().get(0).kernels())
        .extracting(KernelEntry::hash)
        .containsExactly("a", "b");
    assertThat(scan.targets())
        .containsExactly(
            GpuTarget.of("cuda", "75", 32),
            GpuTarget.of("cuda", "80", 32),
            GpuTarget.of("hip", "gfx942", 64));
    assertThat(scan.files())
        .extracting(CacheFile::path)
        .filteredOn(path -> path.endsWith("lock"))
        .containsExactly("lock");
  }

  @Test
  void artifactsOfAllRanksAndPrefixesCount() throws IOException {
    for (String place : List.of("rank_0_0/backbone", "rank_0_0/eagle_head", "rank_1_0/backbone")) {
      cache
          .with("torch_compile_cache/h/" + place + "/cache_key_factors.json", FACTORS)
          .with("torch_compile_cache/h/" + place + "/artifact_compile_range_1_2_subgraph_0", T4)
          .with("torch_compile_cache/h/" + place + "/vllm_compile_cache.py", "{}");
    }
    cache.with("torch_compile_cache/h/rank_0_0/backbone/artifact_compile_range_1_2_subgraph_1", "");

    VllmEntry entry = scan().vllm().get(0);

    assertThat(entry.format()).isEqualTo(VllmEntry.BINARY);
    assertThat(entry.artifacts())
        .extracting(
            a -> a.rank() + " " + a.prefix() + " " + a.names().size() + " " + a.saveFormat())
        .containsExactly(
            "rank_0_0 backbone 2 binary",
            "rank_0_0 eagle_head 1 binary",
            "rank_1_0 backbone 1 binary");
    assertThat(scan().targets()).containsExactly(new GpuTarget("cuda", "sm_75", 32, null, "12.9"));
    assertThat(entry.targets()).isEqualTo(scan().targets());
  }

  @Test
  void unpackedArtifactsAreFolders() throws IOException {
    String prefix = "torch_compile_cache/h/rank_0_0/backbone/";
    cache
        .with(prefix + "cache_key_factors.json", FACTORS)
        .with(prefix + "artifact_compile_range_1_2_subgraph_0/fxgraph/a.py", T4);

    assertThat(scan().vllm().get(0).artifacts().get(0).saveFormat()).isEqualTo("unpacked");
    assertThat(scan().targets()).hasSize(1);
  }

  @Test
  void keyFactorsThatAreNoObjectAreAnError() {
    String prefix = "torch_compile_cache/h/rank_0_0/backbone/";
    cache
        .with(prefix + "cache_key_factors.json", "[]")
        .with(prefix + "vllm_compile_cache.py", "")
        .with(prefix + "artifact_compile_range_1_2_subgraph_0", T4);

    assertThatThrownBy(this::scan)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("cache_key_factors.json is not a JSON object");
  }

  @Test
  void secretsInTheEnvironmentAreAWarningThatDoesNotRepeatThem() throws IOException {
    String prefix = "torch_compile_cache/h/rank_0_0/backbone/";
    cache
        .with(
            prefix + "cache_key_factors.json",
            "{\"env\": {\"VLLM_API_KEY\": \"hunter2\", \"S3_SECRET_ACCESS_KEY\": null}}")
        .with(prefix + "vllm_compile_cache.py", "")
        .with(prefix + "artifact_compile_range_1_2_subgraph_0", T4);

    assertThat(scan().warnings())
        .containsExactly(
            prefix + "cache_key_factors.json holds a value of VLLM_API_KEY; is it secret?");
  }

  @Test
  void bundledModelIsMegaAot() throws IOException {
    String folder = "torch_compile_cache/torch_aot_compile/" + AOT_HASH;
    cache
        .with(folder + "/rank_0_0/model", "x".repeat(400_000) + T4)
        .with(folder + "/rank_1_0/model", "x")
        .with(folder + "/inductor_cache/k.py", "");

    CacheScan scan = scan();

    assertThat(scan.entryCount()).isEqualTo(1);
    assertThat(scan.vllm().get(0).format()).isEqualTo(VllmEntry.BINARY);
    assertThat(scan.vllm().get(0).artifacts())
        .extracting(a -> a.rank() + a.prefix() + " " + a.names() + " " + a.saveFormat())
        .containsExactly("rank_0_0 [model] mega-aot", "rank_1_0 [model] mega-aot");
    assertThat(labels(scan))
        .containsEntry("cache.vllm.image/format", "binary")
        .containsEntry(
            "cache.vllm.image/summary",
            "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"sm_75\",\"warp_size\":32}]}")
        .containsEntry("io.kserve.km/cache-hash", AOT_HASH)
        .containsEntry("io.kserve.km/cache-mount-subpath", "torch_compile_cache/torch_aot_compile");
  }

  @Test
  void unbundledModelIsAot() throws IOException {
    String folder = "torch_compile_cache/torch_aot_compile/" + AOT_HASH;
    cache.with(folder + "/rank_0_0/model/a", "12").with(folder + "/rank_0_0/model/b/c", "345");

    CacheScan scan = scan();

    assertThat(scan.vllm().get(0).models())
        .containsExactly(new VllmEntry.Model("rank_0_0", "model", 5));
    assertThat(labels(scan)).containsEntry("cache.vllm.image/format", "aot_compile");
  }

  @Test
  void formsMayStandSideBySide() throws IOException {
    cache
        .withKernel(tritonKey("h1", 0), kernelJson("a", "\"cuda\"", "80", 32))
        .with("torch_compile_cache/torch_aot_compile/" + AOT_HASH + "/rank_0_0/model/m", T4)
        .with("torch_aot_compile/" + AOT_HASH + "/rank_0_0/model", T4)
        .with("modelinfos/m.json", "{\"hash\": \"no kernel\"}");

    CacheScan scan = scan();

    assertThat(scan.entryCount()).isEqualTo(3);
    assertThat(labels(scan))
        .containsEntry("cache.vllm.image/entry-count", "3")
        .containsEntry("cache.vllm.image/format", "aot_compile,binary,triton")
        .containsEntry("io.kserve.km/cache-hash", "h1," + AOT_HASH)
        .containsEntry("io.kserve.km/cache-mount-subpath", "torch_compile_cache");
  }

  @Test
  void modelsBesideTheCompileCacheAreMountedThere() throws IOException {
    cache.with("torch_aot_compile/" + AOT_HASH + "/rank_0_0/model", T4);

    assertThat(labels(scan()))
        .containsEntry("io.kserve.km/cache-mount-subpath", "torch_aot_compile");
  }

  @Test
  void cacheThatDoesNotTellItsTargetIsUnknownWithAWarning() throws IOException {
    String prefix = "torch_compile_cache/h/rank_0_0/backbone/";
    cache
        .with(prefix + "cache_key_factors.json", FACTORS)
        .with(prefix + "vllm_compile_cache.py", "")
        .with(prefix + "artifact_compile_range_1_2_subgraph_0", "nothing");

    CacheScan scan = scan();

    assertThat(scan.targets()).containsExactly(new GpuTarget("cuda", "unknown", 0, null, "12.9"));
    assertThat(scan.warnings())
        .containsExactly("torch_compile_cache/h does not say which GPU it is for");
  }

  @Test
  void hashFolderOfUnknownFormIsCountedWithAWarning() throws IOException {
    cache.with("torch_compile_cache/h/rank_0_0/inductor_cache/ab/k.py", T4);

    CacheScan scan = scan();

    assertThat(scan.entryCount()).isEqualTo(1);
    assertThat(scan.vllm()).isEmpty();
    assertThat(scan.targets()).containsExactly(GpuTarget.of("cuda", "75", 32));
    assertThat(scan.warnings())
        .containsExactly("torch_compile_cache/h holds neither artifacts, kernels nor a model");
    assertThat(labels(scan))
        .containsEntry("cache.vllm.image/format", "unpacked")
        .doesNotContainKey("io.kserve.km/framework");
  }

  private static String tritonKey(String hash, int rank) {
    return "torch_compile_cache/" + hash + "/rank_" + rank + "_0/triton_cache/KEY" + rank;
  }

  private static Map<String, String> labels(CacheScan scan) throws IOException {
    return Profile.CURRENT.plan(scan, PlanOptions.of(Instant.EPOCH)).labels();
  }

  private CacheScan scan() throws IOException {
    return scan(temp);
  }

  private static CacheScan scan(Path folder) throws IOException {
    return CacheScanner.scan(folder, ScanOptions.NORMAL);
  }
}
