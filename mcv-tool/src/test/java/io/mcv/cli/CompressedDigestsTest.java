package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.Checkout;
import io.mcv.testing.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same gzip layers on every JDK and machine, in every profile. */
class CompressedDigestsTest {
  private static final String GOLDEN = "/golden/gzip.txt";

  @TempDir Path folder;

  static List<String> lines() throws IOException {
    try (InputStream in = CompressedDigestsTest.class.getResourceAsStream(GOLDEN)) {
      String text =
          new String(Objects.requireNonNull(in, GOLDEN).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void theLayersHaveTheGoldenDigests(String line) throws IOException {
    String[] fields = line.split(" ");
    Path cache = withPlainModes(fields[1]);

    String json =
        Tool.at(folder)
            .run(
                "create",
                "-q",
                "--json",
                "--platform=linux/amd64",
                "--profile=" + fields[0],
                "--compression=gzip",
                "--gzip-profile=" + fields[2],
                "-ioci:" + folder.resolve("layout"),
                "-d" + cache)
            .orFail()
            .out();

    JsonObject result = Json.parseObject(json.getBytes(StandardCharsets.UTF_8));
    List<String> layers = new ArrayList<>();
    for (JsonObject layer : Objects.requireNonNull(result.optionalObjects("layers"))) {
      layers.add(layer.string("digest"));
    }
    assertThat(
            String.join(" ", fields[0], fields[1], fields[2], result.string("digest"))
                + " "
                + String.join(",", layers))
        .isEqualTo(line);
  }

  /** Profile buildah-1.28 keeps the modes of the files, and a checkout's depend on the umask. */
  private Path withPlainModes(String cache) throws IOException {
    Path copy = folder.resolve("cache");
    FileTrees.copy(Checkout.sampleCache(cache), copy);
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(
            file,
            PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    return copy;
  }
}
