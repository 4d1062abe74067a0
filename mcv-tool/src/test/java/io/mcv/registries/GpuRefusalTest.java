package io.mcv.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.registry.AccessLine;
import io.mcv.testing.registry.LoopbackRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No layer is pulled for a GPU that it would not fit. */
class GpuRefusalTest {
  private static final String T4 = "[{\"backend\": \"cuda\", \"arch\": \"75\", \"name\": \"T4\"}]";

  @TempDir Path folder;

  @Test
  void whereNoGpuFitsOnlyManifestAndConfigurationAreRead() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.in(folder.resolve("registry"))) {
      String image = registry.image("team/vector-add:v1");
      Tool tool = Tool.withTemporaryFolder(folder);
      TestImages.create(tool, "triton-vector-add", image);
      String stub = Files.writeString(folder.resolve("stub.json"), T4).toString();
      String target = folder.resolve("target").toString();
      String[] extract = {
        "extract", "--tls-verify=false", "--gpu-stub", stub, "-i", image, "-d", target
      };

      String layer = layer(tool, image);

      registry.clearAccesses();
      assertThat(tool.run(extract).exit()).isEqualTo(10);
      assertThat(Path.of(target)).doesNotExist();
      String[] check = {"check-compat", "--tls-verify=false", "--gpu-stub", stub, image};
      assertThat(tool.run(check).exit()).isEqualTo(10);
      assertThat(blobsRead(registry)).isNotEmpty().noneMatch(path -> path.endsWith(layer));

      registry.clearAccesses();
      extract[3] =
          Files.writeString(folder.resolve("a100.json"), T4.replace("75", "80")).toString();
      tool.run(extract).orFail();
      assertThat(blobsRead(registry)).anyMatch(path -> path.endsWith(layer));
    }
  }

  private static String layer(Tool tool, String image) throws Exception {
    String manifest = tool.run("inspect", "--tls-verify=false", "--raw", image).orFail().out();
    return list(Json.parseObject(manifest.getBytes(StandardCharsets.UTF_8)))
        .get(0)
        .string("digest");
  }

  private static List<JsonObject> list(JsonObject manifest) throws Exception {
    return Objects.requireNonNull(manifest.optionalObjects("layers"));
  }

  private static List<String> blobsRead(LoopbackRegistry registry) throws Exception {
    return registry.accesses().stream()
        .filter(line -> line.method().equals("GET"))
        .map(AccessLine::path)
        .filter(path -> path.contains("/blobs/"))
        .toList();
  }
}
