package io.mcv.oci.archive;

import io.mcv.oci.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What docker before 1.10 reads of an archive: each layer is an image of its own, in a folder named
 * by its ID, whose {@code json} names the one below it as {@code parent}. The topmost has parts of
 * the configuration. Nobody reads them any more, but skopeo writes them, and so the bytes of an
 * archive hang on them.
 *
 * <p>An ID is the digest of the {@code json} before it has its {@code id}, with the chain ID of the
 * layer as {@code layer_id}.
 *
 * @see <a
 *     href="https://github.com/containers/image/blob/v5.23.1/docker/internal/tarfile/writer.go">writer.go</a>
 */
final class LegacyImages {
  private static final List<String> OF_CONFIG =
      List.of(
          "architecture",
          "config",
          "container",
          "container_config",
          "created",
          "docker_version",
          "os");
  private static final byte[] VERSION = "1.0".getBytes(StandardCharsets.US_ASCII);

  private LegacyImages() {}

  /** Writes one for each layer, lowest first; returns the ID of the topmost, null for no layers. */
  static @Nullable String write(ArchiveWriter archive, byte[] config, List<Digest> layers)
      throws IOException {
    String parent = null;
    String chainId = "";
    for (int i = 0; i < layers.size(); i++) {
      Digest layer = layers.get(i);
      chainId = i == 0 ? layer.toString() : sha256(chainId + " " + layer).toString();
      Map<String, String> fields = new TreeMap<>();
      if (parent != null) {
        fields.put("parent", quoted(parent));
      }
      if (i == layers.size() - 1) {
        Map<String, String> ofConfig = GoRawJson.fields(config);
        OF_CONFIG.forEach(name -> fields.put(name, ofConfig.getOrDefault(name, "null")));
      }
      fields.put("layer_id", quoted(chainId));
      String id = sha256(object(fields)).hex();
      fields.remove("layer_id");
      fields.put("id", quoted(id));
      archive.tar().symbolicLink(id + "/layer.tar", "../" + DockerArchiveSink.layerName(layer));
      archive.write(id + "/VERSION", VERSION);
      archive.write(id + "/json", object(fields).getBytes(StandardCharsets.UTF_8));
      parent = id;
    }
    return parent;
  }

  private static String object(Map<String, String> fields) {
    StringBuilder json = new StringBuilder("{");
    fields.forEach(
        (name, value) ->
            json.append(json.length() == 1 ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(value));
    return json.append('}').toString();
  }

  private static String quoted(String plain) {
    return '"' + plain + '"';
  }

  private static Digest sha256(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
