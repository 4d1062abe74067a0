package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same cache gives the same image: today, tomorrow, and on another machine. */
class GoldenDigestsTest {
  private static final String GOLDEN = "/golden/current-none.txt";
  private static final String SAMPLE = "triton-mixed";

  @TempDir Path folder;

  /** The digests of one image in the order of the golden file. */
  private record Digests(String manifest, String config, List<String> diffIds) {
    String line() {
      return manifest + " " + config + " " + String.join(",", diffIds);
    }
  }

  static Set<String> caches() throws IOException {
    return golden().keySet();
  }

  @ParameterizedTest
  @MethodSource("caches")
  void theImageHasTheGoldenDigests(String cache) throws IOException {
    assertThat(create(locate(cache), "--compression=none").line()).isEqualTo(golden().get(cache));
  }

  @ParameterizedTest
  @ValueSource(strings = {"samples/triton-mixed", "samples/vllm-binary", "real/vector-add-cache"})
  void compressionChangesNeitherConfigurationNorDiffIds(String cache) throws IOException {
    Digests none = create(locate(cache), "--compression=none");
    Digests gzip = create(locate(cache), "--compression=gzip");
    Digests zstd = create(locate(cache), "--compression=zstd:7");
    assertThat(gzip.diffIds()).isEqualTo(none.diffIds());
    assertThat(zstd.diffIds()).isEqualTo(none.diffIds());
    assertThat(gzip.config()).isEqualTo(none.config());
    assertThat(zstd.config()).isEqualTo(none.config());
    assertThat(List.of(none.manifest(), gzip.manifest(), zstd.manifest())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zstd"})
  void theSameCacheGivesTheSameDigestAgain(String compression) throws IOException {
    Path cache = Checkout.sampleCache(SAMPLE);
    assertThat(create(cache, "--compression=" + compression))
        .isEqualTo(create(cache, "--compression=" + compression));
  }

  @Test
  void timesAndUmaskOfTheFilesAndTheOrderOfTheirMakingDoNotMatter() throws IOException {
    Path original = Checkout.sampleCache(SAMPLE);
    Path copy = folder.resolve("copy");
    copyBackwards(original, copy);
    assertThat(create(copy, "--compression=none"))
        .isEqualTo(create(original, "--compression=none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr", "ar"})
  void localeTimeZoneAndProcessorsDoNotMatter(String language) throws Exception {
    Path cache = Checkout.sampleCache(SAMPLE);
    Process process =
        Tool.at(folder)
            .process(
                List.of(
                    "-Duser.language=" + language,
                    "-Duser.country=" + (language.equals("ar") ? "EG" : "TR"),
                    "-Duser.timezone=Asia/Kathmandu",
                    "-XX:ActiveProcessorCount=1"),
                "create",
                "-q",
                "--json",
                "-ioci:" + folder.resolve("other"),
                "-d" + cache)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream out = process.getInputStream()) {
      assertThat(digests(out.readAllBytes())).isEqualTo(create(cache));
    }
    assertThat(process.waitFor()).isZero();
  }

  /** With the narrowest and the widest permissions that differ by the umask alone. */
  private static void copyBackwards(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(from)) {
      paths = new ArrayList<>(walk.map(from::relativize).toList());
    }
    Collections.reverse(paths);
    int count = 0;
    for (Path path : paths) {
      Path copy = to.resolve(path.toString());
      Files.createDirectories(copy.resolveSibling("x").getParent());
      if (Files.isRegularFile(from.resolve(path.toString()))) {
        Files.copy(from.resolve(path.toString()), copy);
        Files.setPosixFilePermissions(
            copy, permissions(count++ % 2 == 0 ? "rw-------" : "rw-rw-r--"));
        Files.setLastModifiedTime(copy, FileTime.from(Instant.ofEpochSecond(1_000_000L * count)));
      }
    }
    try (Stream<Path> walk = Files.walk(to)) {
      for (Path directory : walk.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(
            directory, permissions(count++ % 2 == 0 ? "rwx------" : "rwxrwxr-x"));
      }
    }
    assertThat(FileTrees.snapshot(to)).hasSameSizeAs(FileTrees.snapshot(from));
  }

  private static Set<PosixFilePermission> permissions(String text) {
    return PosixFilePermissions.fromString(text);
  }

  private static Path locate(String cache) {
    String name = cache.substring(cache.indexOf('/') + 1);
    return cache.startsWith("samples/")
        ? Checkout.sampleCache(name)
        : SharedData.require("caches/" + name);
  }

  private Digests create(Path cache, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("create", "--json", "-ioci:" + folder.resolve("layout"), "-d" + cache));
    arguments.addAll(List.of(options));
    String json = Tool.at(folder).run(arguments.toArray(String[]::new)).orFail().out();
    return digests(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Digests digests(byte[] json) throws IOException {
    JsonObject result = Json.parseObject(json);
    List<String> diffIds = new ArrayList<>();
    for (JsonObject layer : Objects.requireNonNull(result.optionalObjects("layers"))) {
      diffIds.add(layer.string("diffId"));
    }
    return new Digests(result.string("digest"), result.object("config").string("digest"), diffIds);
  }

  /** Cache to its line of digests; the file says how it was made. */
  private static Map<String, String> golden() throws IOException {
    Map<String, String> lines = new TreeMap<>();
    try (InputStream in = GoldenDigestsTest.class.getResourceAsStream(GOLDEN)) {
      String text =
          new String(Objects.requireNonNull(in, GOLDEN).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] parts = line.split(" ", 2);
        lines.put(parts[0], parts[1]);
      }
    }
    return lines;
  }
}
