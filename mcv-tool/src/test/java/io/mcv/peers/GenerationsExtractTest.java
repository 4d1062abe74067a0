package io.mcv.peers;

import io.mcv.cli.Tool;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.peers.HandmadeLayout.Form;
import io.mcv.peers.HandmadeLayout.Layer;
import io.mcv.peers.HandmadeLayout.Listed;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.ImageValidator;
import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of every generation and layer form are extracted, whatever wrote them. */
class GenerationsExtractTest {
  private static final Path HIP = Checkout.sampleCache("triton-hip");
  private static final Path CUDA = Checkout.sampleCache("triton-vector-add");
  private static final Path VLLM = Checkout.sampleCache("vllm-triton");

  @TempDir Path temp;
  private Tool tool = Tool.at(Path.of("unset"));
  private HandmadeLayout layout = new HandmadeLayout(Path.of("unset"));
  private GnuTar tar = new GnuTar(Path.of("unset"));

  @BeforeEach
  void setUp() throws IOException {
    // As the tool names the target: by its real path.
    temp = temp.toRealPath();
    tool = Tool.at(temp.resolve("home"));
    layout = new HandmadeLayout(temp.resolve("layout"));
    tar = new GnuTar(temp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vector-add-cache",
        "vector-add-cache-rocm",
        "vllm-triton-cache",
        "vllm-binary-cache"
      })
  void aRealCacheIsTheSameAtItsNewPlace(String name) throws IOException {
    Path cache = SharedData.require("caches/" + name);
    create(cache, "current", "gzip");

    extractsTo(cache);
  }

  @ParameterizedTest
  @CsvSource({
    "current, none",
    "current, gzip",
    "current, zstd",
    "mcv-buildah, none",
    "mcv-buildah, gzip",
    "mcv-docker, none",
    "mcv-docker, gzip",
    "mcv-docker, zstd",
    "mcv-2025-09, none",
    "mcv-2025-09, gzip",
    "buildah-1.28, none",
    "buildah-1.28, zstd",
    "cargohold, none",
    "cargohold, gzip",
  })
  void everyProfileOfACacheOfTritonIsExtracted(String profile, String compression)
      throws IOException {
    Path mixed = Checkout.sampleCache("triton-mixed");
    create(mixed, profile, compression);

    extractsTo(mixed);
  }

  @ParameterizedTest
  @CsvSource({
    "vllm-triton, current", "vllm-triton, buildah-1.28",
    "vllm-binary, current", "vllm-binary, buildah-1.28",
    "vllm-aot, current", "vllm-aot, buildah-1.28"
  })
  void everyProfileOfACacheOfVllmIsExtracted(String cache, String profile) throws IOException {
    create(Checkout.sampleCache(cache), profile, "gzip");

    extractsTo(Checkout.sampleCache(cache));
  }

  @ParameterizedTest
  @CsvSource({
    "triton-hip, io.triton.cache, .triton/cache",
    "vllm-binary, io.vllm.cache, .cache/vllm"
  })
  void anImageWithoutAnyLabelIsKnownByItsFolder(String name, String folder, String defaultTarget)
      throws IOException {
    Path cache = Checkout.sampleCache(name);
    write(Form.OCI, null, gzip(tar.of(cache, folder)));

    tool.run("extract", "--no-gpu", "-i", image()).orFail();

    ExtractedCache.assertSame(cache, temp.resolve("home").resolve(defaultTarget));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rootfs.diff.tar", "rootfs.diff.tar.gzip"})
  void dockersSchema2InALayoutIsExtracted(String layerType) throws IOException {
    MediaType type = new MediaType("application/vnd.docker.image." + layerType);
    write(
        Form.DOCKER,
        Map.of("cache.triton.image/entry-count", "1"),
        new Layer(type, tar.of(HIP, "io.triton.cache")),
        new Layer(type, manifestLayer("io.triton.manifest", "{\"triton\":[]}")));

    extractsTo(HIP);
  }

  @Test
  void schema2AsSkopeoConvertsToItIsExtracted() throws IOException {
    create(HIP, "mcv-docker", "none");
    Path dir = temp.resolve("dir");
    Peer.require("skopeo").run("copy", "-q", "--format=v2s2", image(), "dir:" + dir).orFail();
    RawManifest manifest =
        RawManifest.of(MediaType.DOCKER_MANIFEST, Files.readAllBytes(dir.resolve("manifest.json")));
    try (Stream<Path> files = Files.list(dir)) {
      for (Path blob : files.filter(f -> f.getFileName().toString().length() == 64).toList()) {
        layout.blob(MediaType.DOCKER_LAYER_TAR_GZIP, Files.readAllBytes(blob));
      }
    }

    layout.publish(layout.manifest(manifest));

    extractsTo(HIP);
  }

  @Test
  void anIndexOfOnePlatformIsExtracted() throws IOException {
    Descriptor image = layout.image(Form.OCI, null, gzip(tar.of(HIP, "io.triton.cache")));
    layout.publish(layout.index(new Listed(image, "linux/s390x")));

    extractsTo(HIP);
  }

  @Test
  void ofAnIndexThePlatformAskedForIsExtracted() throws IOException {
    Descriptor hip = layout.image(Form.OCI, null, gzip(tar.of(HIP, "io.triton.cache")));
    Descriptor cuda = layout.image(Form.DOCKER, null, gzip(tar.of(CUDA, "io.triton.cache")));
    layout.publish(
        layout.index(new Listed(hip, "linux/amd64"), new Listed(cuda, "linux/arm64/v8")));

    extractsTo(HIP, "--platform=linux/amd64");
    extractsTo(CUDA, "--platform=linux/arm64");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theArtifactVariantIsExtracted(boolean plain) throws IOException {
    byte[] content = tar.of(HIP, "io.triton.cache");
    Descriptor config = layout.blob(MediaType.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
    Descriptor layer =
        layout.blob(
            new MediaType("application/cache.triton.content.layer.v1+triton"),
            plain ? content : HandmadeLayout.gzip(content));
    MediaType artifactType = new MediaType("application/vnd.example.cache");

    layout.publish(
        layout.manifest(
            new ImageManifest(
                    MediaType.OCI_MANIFEST, artifactType, config, List.of(layer), null, null)
                .toRaw()));

    extractsTo(HIP);
  }

  @Test
  void aCacheOfVllmWithCountAndSizeAloneIsExtracted() throws IOException {
    write(
        Form.OCI,
        Map.of(
            "cache.vllm.image/entry-count", "1", "cache.vllm.image/cache-size-bytes", size(VLLM)),
        gzip(tar.of(VLLM, "io.vllm.cache")),
        gzip(manifestLayer("io.vllm.manifest", "{\n  \"vllm\": []\n}")));

    extractsTo(VLLM);
  }

  @Test
  void aCacheOfVllmInTheFolderOfTritonGoesWhereVllmLooks() throws IOException {
    write(
        Form.OCI,
        Map.of(
            "cache.triton.image/entry-count", "6",
            "cache.triton.image/cache-size-bytes", size(VLLM),
            "cache.triton.image/summary",
                "{\"targets\":[{\"backend\":\"hip\",\"arch\":\"gfx90a\",\"warp_size\":64}]}",
            "cache.vllm.image/entry-count", "1",
            "cache.vllm.image/cache-size-bytes", size(VLLM)),
        gzip(tar.of(VLLM, "io.triton.cache")),
        gzip(manifestLayer("io.triton.manifest", "{\"triton\":[],\"vllm\":[]}")));

    tool.run("extract", "--no-gpu", "-i", image()).orFail();

    ExtractedCache.assertSame(VLLM, temp.resolve("home/.cache/vllm"));
  }

  /** How tools write one and the same tree. */
  static Stream<List<String>> tarOptions() {
    return Stream.of(
        List.of("--format=ustar"),
        List.of("--format=gnu"),
        List.of("--format=gnu", "--blocking-factor=1"),
        List.of("--format=posix"),
        List.of("--format=posix", "--mtime=@1748447117.25"),
        // Python's tarfile: this name for every extended header, and no times in it.
        List.of(
            "--format=posix",
            "--pax-option=exthdr.name=././@PaxHeader,delete=atime,delete=ctime,delete=mtime"),
        List.of("--format=posix", "--pax-option=globexthdr.name=pax_global_header,comment=x"),
        List.of("--format=gnu", "--owner=builder:1000", "--group=builder:1000"));
  }

  @ParameterizedTest
  @MethodSource("tarOptions")
  void aLayerOfGnuTarIsExtracted(List<String> options) throws IOException {
    Path cache = temp.resolve("cache");
    FileTrees.copy(HIP, cache);
    if (!options.contains("--format=ustar")) {
      Path key = Files.createDirectories(cache.resolve("k".repeat(120)));
      Files.writeString(key.resolve("n".repeat(150)), "too long for a plain header");
      Files.writeString(key.resolve("\u00e9\u6838"), "not ASCII");
    }
    byte[] layer = tar.of(cache, "io.triton.cache", options.toArray(String[]::new));
    write(Form.OCI, null, gzip(layer));

    extractsTo(cache);
  }

  @ParameterizedTest
  @ValueSource(strings = {"./io.triton.cache", "."})
  void namesThatBeginWithADotAreExtracted(String member) throws IOException {
    Path stage = tar.staged(HIP, "io.triton.cache");
    Files.writeString(stage.resolve("other"), "beside the cache");

    write(Form.OCI, null, gzip(tar.ofMembers(stage, List.of(member))));

    extractsTo(HIP);
  }

  @Test
  void foldersNeedNoHeadersOfTheirOwn() throws IOException {
    Path stage = tar.staged(HIP, "io.triton.cache");
    List<String> files = new ArrayList<>(FileBytes.of(stage).keySet());
    files.removeIf(path -> Files.isDirectory(stage.resolve(path)));

    write(Form.OCI, null, gzip(tar.ofMembers(stage, files)));

    extractsTo(HIP);
  }

  private void write(Form form, @Nullable Map<String, String> labels, Layer... layers)
      throws IOException {
    layout.publish(layout.image(form, labels, layers));
  }

  private void create(Path cache, String profile, String compression) {
    tool.run(
            "create",
            "-i=" + image(),
            "-d=" + cache,
            "--profile=" + profile,
            "--compression=" + compression)
        .orFail();
  }

  /** Extracts the image, and checks what comes out. */
  private void extractsTo(Path cache, String... options) throws IOException {
    ImageValidator.assertValid(temp.resolve("layout"));
    Path target = Files.createTempDirectory(temp, "target").resolve("new/place");
    List<String> command =
        new ArrayList<>(List.of("extract", "--no-gpu", "-i=" + image(), "-d=" + target));
    command.addAll(List.of(options));

    tool.run(command.toArray(String[]::new)).orFail();

    ExtractedCache.assertSame(cache, target);
  }

  private String image() {
    return "oci:" + temp.resolve("layout") + ":t";
  }

  private static Layer gzip(byte[] content) {
    return new Layer(MediaType.OCI_LAYER_TAR_GZIP, content);
  }

  private byte[] manifestLayer(String folder, String json) throws IOException {
    Path manifest = Files.createTempDirectory(temp, "manifest");
    Files.writeString(manifest.resolve("manifest.json"), json);
    return tar.of(manifest, folder);
  }

  private static String size(Path cache) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return Long.toString(
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum());
    }
  }
}
