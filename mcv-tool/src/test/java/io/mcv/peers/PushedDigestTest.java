package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mcv.cli.Tool;
import io.mcv.oci.json.Json;
import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import io.mcv.testing.registry.LoopbackRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code create --profile buildah-1.28 --compression gzip} makes has the digest under which
 * skopeo pushes the image that the real buildah made.
 */
class PushedDigestTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "vector-add-cache, triton",
    "vector-add-cache-rocm, triton",
    "vllm-triton-cache, vllm",
    "vllm-binary-cache, vllm"
  })
  void aCacheHasTheDigestThatBuildahAndSkopeoGiveIt(String name, String kind) throws Exception {
    Path cache = SharedData.require("caches/" + name);
    BuildahStore buildah = BuildahStore.in(temp.resolve("store"));
    assumeThat(buildah.isTheOneOfTheProfile()).isTrue();
    Tool.Outcome ours =
        Tool.at(temp)
            .run(
                "create",
                "-i=oci:" + temp.resolve("ours") + ":t",
                "-d=" + cache,
                "--profile=buildah-1.28",
                "--compression=gzip",
                "--timestamp=1748447117",
                "--json")
            .orFail();
    Map<String, String> labels = new TreeMap<>(labels(ours.out()));
    labels.remove("io.buildah.version");
    Path theirs = temp.resolve("theirs");
    buildah.pack(cache, kind, labels, 1_748_447_117, "oci:" + theirs + ":t").orFail();

    Path digest = temp.resolve("digest");
    try (LoopbackRegistry registry = LoopbackRegistry.in(temp)) {
      Peer.require("skopeo")
          .run(
              "copy",
              "--dest-tls-verify=false",
              "--digestfile=" + digest,
              "oci:" + theirs + ":t",
              registry.image("caches/" + name + ":t"))
          .orFail();
    }

    assertThat(digestOf(ours.out())).isEqualTo(Files.readString(digest).strip());
  }

  private static String digestOf(String json) throws Exception {
    return Json.parseObject(json.getBytes(StandardCharsets.UTF_8)).string("digest");
  }

  private static Map<String, String> labels(String json) throws Exception {
    return Objects.requireNonNull(
        Json.parseObject(json.getBytes(StandardCharsets.UTF_8)).optionalStringMap("labels"));
  }
}
