package io.mcv.spec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.spec.CacheException;
import io.mcv.spec.CacheFile;
import io.mcv.spec.CacheFolder;
import io.mcv.spec.SharedCaches;
import io.mcv.spec.scan.CacheScan;
import io.mcv.spec.scan.CacheScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
  private static final PlanOptions DOCKER_TIME = at("2025-05-28T15:09:33Z");
  private static final PlanOptions BUILDAH_TIME = at("2025-05-28T15:45:17.379786001Z");
  private static final String HIP_SUMMARY =
      "{\"targets\":[{\"backend\":\"hip\",\"arch\":\"gfx90a\",\"warp_size\":64}]}";

  @TempDir Path temp;

  @Test
  void mcvDockerGivesTheLayersOfTheSeed() throws Exception {
    ImagePlan plan = plan(Profile.MCV_DOCKER, "vector-add-cache-rocm", DOCKER_TIME);

    assertThat(plan.layers()).hasSize(2);
    assertLayer(plan, 0, 91648, "fe1632cee6d6de159c5c36233c73fbbaa9196af69d771fe016ae4b3a0b6ea698");
    assertLayer(plan, 1, 2560, "a53fd74714b8956ec2d2e02c4c262e6800bc45b0a8f5e339923ea3baa2d1f1ff");
    assertThat(plan.profile().env())
        .containsExactly("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  }

  @Test
  void mcvBuildahGivesTheLayerOfTheSeed() throws Exception {
    ImagePlan plan = plan(Profile.MCV_BUILDAH, "vector-add-cache-rocm", BUILDAH_TIME);

    assertThat(plan.layers()).hasSize(1);
    assertLayer(plan, 0, 93184, "ef89050f71ecc3dc925f14c12d2fd406c067f78987eed36a1176b19499c8ea20");
    assertThat(plan.created()).isEqualTo(BUILDAH_TIME.timestamp());
    assertThat(plan.profile().env()).isNull();
    assertThat(plan.profile().workingDir()).isEqualTo("/");
    assertThat(plan.layers().get(0).createdBy()).isEqualTo("/bin/sh");
  }

  @Test
  void mcvOfSeptember2025KeepsGroupFilesAndHasTheSizeOfTheRealImage() throws Exception {
    ImagePlan plan = plan(Profile.MCV_2025_09, "vector-add-cache-rocm", BUILDAH_TIME);

    assertThat(tar(plan, 0)).hasSize(93184);
    assertThat(manifest(plan)).hasSize(317);
    assertThat(text(manifest(plan)))
        .isEqualTo(
            """
            {
              "triton": [
                {
                  "hash": "6088b9b2e5149e06670bcec5bb3df8c56758f20ec349dd5f77f1507fe7cdf5fa",
                  "dummy_key": "049765a0815d7c5d44f663709bb813c4db6350c0eca7b79e9372d513daa57c58",
                  "num_stages": 2,
                  "num_warps": 4,
                  "backend": "hip",
                  "arch": "gfx90a",
                  "warp_size": 64
                }
              ]
            }""");
  }

  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"MCV_BUILDAH", "MCV_DOCKER", "MCV_2025_09"})
  void mcvLabelsCountTheSizeBeforeSanitizing(Profile profile) throws IOException {
    assertThat(plan(profile, "vector-add-cache-rocm", DOCKER_TIME).labels())
        .containsExactly(
            Map.entry("cache.triton.image/cache-size-bytes", "80415"),
            Map.entry("cache.triton.image/entry-count", "1"),
            Map.entry("cache.triton.image/summary", HIP_SUMMARY));
  }

  @Test
  void cargoholdGivesTheLabelsOfTheSeed() throws Exception {
    ImagePlan plan =
        plan(
            Profile.CARGOHOLD,
            "vector-add-cache",
            at("2025-03-28T10:44:42Z").withTitle("01-vector-add-cache"));

    assertThat(tar(plan, 0)).hasSize(82432);
    assertThat(plan.labels())
        .containsExactly(
            Map.entry("cache.triton.image/entry-count", "1"),
            Map.entry(
                "cache.triton.image/metadata",
                "[{\"hash\":\"edbea4c0734897ca19ec52852fcc847e552b3b1cfff92cc3deff0b695cdd636f\","
                    + "\"backend\":\"cuda\",\"arch\":\"75\",\"warp_size\":32,\"dummy_key\":"
                    + "\"f057a3304cf191347dfefc46ce6def3d0120a5abeb7373154bb72a8256c80413\"}]"),
            Map.entry("cache.triton.image/variant", "multi"),
            Map.entry("org.opencontainers.image.title", "01-vector-add-cache"));
  }

  @Test
  void currentGivesTheRealTritonCachesTheLabelsOfTheNewestMcv() throws IOException {
    assertThat(plan(Profile.CURRENT, "vector-add-cache-rocm", DOCKER_TIME).labels())
        .containsExactly(
            Map.entry("cache.triton.image/cache-size-bytes", "80415"),
            Map.entry("cache.triton.image/entry-count", "1"),
            Map.entry("cache.triton.image/summary", HIP_SUMMARY));
    assertThat(plan(Profile.CURRENT, "vector-add-cache", DOCKER_TIME).labels())
        .containsExactly(
            Map.entry("cache.triton.image/cache-size-bytes", "72152"),
            Map.entry("cache.triton.image/entry-count", "1"),
            Map.entry(
                "cache.triton.image/summary",
                "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"75\",\"warp_size\":32}]}"));
  }

  @Test
  void currentGivesTheRealVllmCachesTheLabelsOfTheNewestMcv() throws IOException {
    assertThat(plan(Profile.CURRENT, "vllm-triton-cache", DOCKER_TIME).labels())
        .containsExactly(
            Map.entry("cache.vllm.image/cache-size-bytes", "2255554"),
            Map.entry("cache.vllm.image/entry-count", "1"),
            Map.entry("cache.vllm.image/format", "triton"),
            Map.entry("cache.vllm.image/summary", HIP_SUMMARY),
            Map.entry("io.kserve.km/cache-hash", "d4ec7c2a7d"),
            Map.entry("io.kserve.km/cache-mount-subpath", "torch_compile_cache"),
            Map.entry("io.kserve.km/cache-root-env", "VLLM_CACHE_ROOT=/home/kserve/.cache/vllm"),
            Map.entry("io.kserve.km/cache-type", "torch-compile"),
            Map.entry("io.kserve.km/framework", "vllm"));
    assertThat(plan(Profile.CURRENT, "vllm-binary-cache", DOCKER_TIME).labels())
        .containsEntry("cache.vllm.image/cache-size-bytes", "35691852")
        .containsEntry("cache.vllm.image/entry-count", "1")
        .containsEntry("cache.vllm.image/format", "binary")
        .containsEntry(
            "cache.vllm.image/summary",
            "{\"targets\":[{\"backend\":\"cuda\",\"arch\":\"sm_75\",\"warp_size\":32,"
                + "\"cuda_version\":\"12.9\"}]}")
        .containsEntry("io.kserve.km/cache-hash", "edf531ca35")
        .containsEntry("io.kserve.km/cache-mount-subpath", "torch_compile_cache")
        .hasSize(9);
  }

  @Test
  void currentManifestOfBinaryCacheHasItsArtifactsAndEnvironment() throws IOException {
    ImagePlan plan = plan(Profile.CURRENT, "vllm-binary-cache", DOCKER_TIME);

    assertThat(text(manifest(plan)))
        .startsWith(
            """
            {
              "vllm": [
                {
                  "vllmHash": "edf531ca35",
                  "cacheFormat": "binary",
                  "binary": [
                    {
                      "rank": "rank_0_0",
                      "prefix": "backbone",
                      "artifact_count": 17,
                      "artifact_names": [
                        "artifact_compile_range_1_2048_subgraph_0",
                        "artifact_compile_range_1_2048_subgraph_1",
                        "artifact_compile_range_1_2048_subgraph_10",
            """)
        .contains(
            """
                      "code_hash": "a3c720792414def9dfa3a2ba0b049fc5dfcc636f897c63bebbbbd378f1cba6a5",
                      "config_hash": "2a3882727d",
                      "compiler_hash": "4fc2f2ae9e",
                      "cache_save_format": "binary",
                      "target_device": "cuda",
                      "env": {
                        "CMAKE_BUILD_TYPE": null,
                        "CUDA_HOME": null,
                        "K_SCALE_CONSTANT": 200,
            """);
    assertThat(InImageManifest.parse(manifest(plan)).vllm().get(0).artifacts().get(0).env())
        .hasSizeGreaterThan(150);
  }

  @Test
  void everyPathModeAndTimeOfTheLayerIsFinal() throws IOException {
    CacheFolder cache = new CacheFolder(temp).withKernel().with("KEY2/launcher.so", "x");
    Files.setPosixFilePermissions(
        temp.resolve("KEY2/launcher.so"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x---"));
    ImagePlan plan =
        Profile.CURRENT.plan(
            CacheScanner.scan(cache.path(), Profile.CURRENT.scanOptions()), BUILDAH_TIME);

    List<CacheFile> files = plan.layers().get(0).files();
    assertThat(files)
        .extracting(CacheFile::path)
        .containsExactly(
            "io.triton.cache",
            "io.triton.cache/" + CacheFolder.KEY,
            "io.triton.cache/" + CacheFolder.KEY + "/__grp__add_kernel.json",
            "io.triton.cache/" + CacheFolder.KEY + "/add_kernel.json",
            "io.triton.cache/" + CacheFolder.KEY + "/add_kernel.ttir",
            "io.triton.cache/KEY2",
            "io.triton.cache/KEY2/launcher.so",
            "io.triton.manifest",
            "io.triton.manifest/manifest.json");
    assertThat(files)
        .extracting(CacheFile::mode)
        .containsExactly(0755, 0755, 0644, 0644, 0644, 0755, 0755, 0755, 0644);
    assertThat(files).allSatisfy(file -> assertThat(file.modified()).isEqualTo(1748447117));
  }

  @Test
  void buildahKeepsModesLinksAndLeftOvers() throws IOException {
    CacheFolder cache = new CacheFolder(temp).withKernel().with("KEY2/lock", "");
    Files.createLink(temp.resolve("z"), temp.resolve("KEY2/lock"));
    Files.createSymbolicLink(temp.resolve("s"), Path.of("nowhere"));
    Files.setAttribute(temp.resolve("KEY2"), "unix:mode", 01700);
    Files.setAttribute(temp, "unix:mode", 0700);
    ImagePlan plan =
        Profile.BUILDAH_1_28.plan(
            CacheScanner.scan(cache.path(), Profile.BUILDAH_1_28.scanOptions()), BUILDAH_TIME);

    List<CacheFile> files = plan.layers().get(0).files();
    assertThat(files.get(0)).isEqualTo(new CacheFile.Folder("io.triton.cache", 0755, 1748447117));
    assertThat(files)
        .filteredOn(f -> f.path().endsWith("KEY2"))
        .first()
        .extracting(CacheFile::mode)
        .isEqualTo(01700);
    assertThat(files)
        .contains(new CacheFile.SymbolicLink("io.triton.cache/s", 0777, 1748447117, "nowhere"))
        .contains(
            new CacheFile.HardLink(
                "io.triton.cache/z", 0644, 1748447117, "io.triton.cache/KEY2/lock", 0, Map.of()));
    assertThat(plan.labels()).containsEntry("io.buildah.version", "1.28.2").hasSize(4);
    assertThat(plan.manifestAnnotations())
        .containsExactly(
            Map.entry("cache.triton.image/variant", "compat"),
            Map.entry("org.opencontainers.image.base.digest", ""),
            Map.entry("org.opencontainers.image.base.name", ""));
  }

  @Test
  void groupFileInAnUnknownFormIsPackedUnchangedWithAWarning() throws IOException {
    String text = "{\"child_paths\": [\"add_kernel.json\"]}";
    CacheFolder cache =
        new CacheFolder(temp).withKernel().with(CacheFolder.KEY + "/__grp__add_kernel.json", text);

    ImagePlan plan =
        Profile.MCV_DOCKER.plan(
            CacheScanner.scan(cache.path(), Profile.MCV_DOCKER.scanOptions()), DOCKER_TIME);

    assertThat(text(UstarFixture.content(plan.layers().get(0).files().get(2)))).isEqualTo(text);
    assertThat(plan.warnings()).hasSize(1).first().asString().contains("__grp__add_kernel.json");
  }

  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"MCV_BUILDAH", "MCV_DOCKER", "MCV_2025_09", "CARGOHOLD"})
  void profilesOfTheTimeBeforeVllmRefuseIt(Profile profile) {
    assertThatThrownBy(() -> plan(profile, "vllm-triton-cache", DOCKER_TIME))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(profile.id())
        .hasMessageContaining("use profile current");
  }

  @Test
  void titleAndExtraLabelsAreWritten() throws IOException {
    ImagePlan plan =
        plan(
            Profile.CURRENT,
            "vector-add-cache",
            DOCKER_TIME.withTitle("t").withExtraLabels(Map.of("a", "b")));

    assertThat(plan.labels())
        .containsEntry("org.opencontainers.image.title", "t")
        .containsEntry("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "current",
        "mcv-buildah",
        "mcv-docker",
        "mcv-2025-09",
        "buildah-1.28",
        "cargohold"
      })
  void everyProfileHasItsName(String id) {
    assertThat(Profile.of(id).id()).isEqualTo(id);
  }

  @Test
  void unknownProfileIsAnErrorThatListsThem() {
    assertThatThrownBy(() -> Profile.of("Current"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("current, mcv-buildah, mcv-docker");
  }

  private static ImagePlan plan(Profile profile, String cache, PlanOptions options)
      throws IOException {
    CacheScan scan = CacheScanner.scan(SharedCaches.folder(cache), profile.scanOptions());
    return profile.plan(scan, options);
  }

  private static PlanOptions at(String time) {
    return PlanOptions.of(Instant.parse(time));
  }

  private static void assertLayer(ImagePlan plan, int layer, int size, String sha256)
      throws Exception {
    byte[] tar = tar(plan, layer);
    assertThat(tar).hasSize(size);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(tar)))
        .isEqualTo(sha256);
  }

  private static byte[] tar(ImagePlan plan, int layer) throws IOException {
    return UstarFixture.tar(plan.layers().get(layer).files(), plan.profile().directorySlash());
  }

  private static byte[] manifest(ImagePlan plan) throws IOException {
    List<CacheFile> files = plan.layers().get(plan.layers().size() - 1).files();
    return UstarFixture.content(files.get(files.size() - 1));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
