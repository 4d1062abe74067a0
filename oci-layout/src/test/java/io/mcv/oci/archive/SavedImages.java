package io.mcv.oci.archive;

import io.mcv.oci.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What docker archives are made of. */
final class SavedImages {
  private SavedImages() {}

  /** A layer, which need not be a tar here. */
  static byte[] layer(String text) {
    return text.repeat(100).getBytes(StandardCharsets.UTF_8);
  }

  /** The configuration of an image of these layers, plain. */
  static byte[] config(byte[]... layers) {
    String diffIds =
        List.of(layers).stream()
            .map(layer -> "\"" + Digest.sha256(layer) + "\"")
            .collect(Collectors.joining(","));
    return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\","
            + "\"diff_ids\":["
            + diffIds
            + "]}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static String hex(byte[] content) {
    return Digest.sha256(content).hex();
  }

  /** One entry of a manifest.json. */
  static String entry(String config, String tag, String... layers) {
    String names =
        List.of(layers).stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
    String tags = tag.isEmpty() ? "null" : "[\"" + tag + "\"]";
    return "{\"Config\":\"" + config + "\",\"RepoTags\":" + tags + ",\"Layers\":[" + names + "]}";
  }

  /** An archive of one image and one layer, as skopeo writes it. */
  static TestTar simple() {
    byte[] layer = layer("layer");
    byte[] config = config(layer);
    return new TestTar()
        .file(hex(layer) + ".tar", layer)
        .file(hex(config) + ".json", config)
        .file(
            "manifest.json",
            "[" + entry(hex(config) + ".json", "team/cache:v1", hex(layer) + ".tar") + "]");
  }
}
