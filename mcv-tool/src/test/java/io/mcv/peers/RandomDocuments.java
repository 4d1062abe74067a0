package io.mcv.peers;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Images whose documents are valid but odd: fields that are absent, null or empty; labels with
 * everything that JSON escapes; times with fractions and offsets; artifacts; indexes of all shapes.
 * Layers are named and not there. The same seed gives the same images.
 */
final class RandomDocuments {
  private static final List<String> TIMES =
      List.of(
          "0001-01-01T00:00:00Z",
          "1970-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999Z",
          "2024-02-29T23:59:59.5+05:30",
          "2024-01-02T03:04:05.678901234-07:00",
          "2024-01-02T03:04:05.100+00:00",
          "2024-01-02T03:04:05.000000001+14:00",
          "2024-01-02T03:04:05.12345678999Z",
          "0000-02-29T00:00:00-12:00");

  private static final String CHARACTERS =
      "ab Z09_-./:,;'\"\\<>&{}[]\n\t\r\b\f\u0001\u001f\u007f\u0085\u00e9\u00df\u2028\u2029\u200b"
          + "\ufeff\ufffd\u4e16\ud83d\ude00";

  private final Random random;
  private final HandmadeLayout layout;
  private final RandomJson json;

  RandomDocuments(HandmadeLayout layout, long seed) {
    this.layout = layout;
    this.random = new Random(seed);
    this.json = new RandomJson(random);
  }

  /** Writes an image, an index or an artifact, which nothing names yet. */
  Descriptor next() throws IOException {
    return switch (random.nextInt(10)) {
      case 0 -> artifact();
      case 1, 2 -> index();
      default -> image();
    };
  }

  private Descriptor image() throws IOException {
    boolean docker = oneIn(4);
    Map<String, @Nullable Object> config = config();
    Descriptor blob =
        layout.blob(docker ? MediaType.DOCKER_CONFIG : MediaType.OCI_CONFIG, json.bytes(config));
    return manifest(docker ? MediaType.DOCKER_MANIFEST : MediaType.OCI_MANIFEST, blob, null);
  }

  private Descriptor artifact() throws IOException {
    MediaType config =
        new MediaType(
            oneIn(2) ? "application/vnd.oci.empty.v1+json" : "application/vnd.example.config");
    return manifest(
        MediaType.OCI_MANIFEST,
        layout.blob(config, "{}".getBytes(StandardCharsets.UTF_8)),
        oneIn(2) ? "application/vnd.example.thing" : null);
  }

  private Descriptor manifest(MediaType type, Descriptor config, @Nullable String artifactType)
      throws IOException {
    boolean docker = type.equals(MediaType.DOCKER_MANIFEST);
    Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
    manifest.put("schemaVersion", 2L);
    manifest.put("mediaType", type.value());
    if (artifactType != null) {
      manifest.put("artifactType", artifactType);
    }
    manifest.put("config", described(config));
    List<Object> layers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Map<String, @Nullable Object> layer = new LinkedHashMap<>();
      layer.put("mediaType", layerType(docker));
      layer.put("digest", digest());
      layer.put("size", random.nextLong(1L << random.nextInt(1, 40)));
      if (!docker) {
        maybe(layer, "annotations", labels());
      }
      layers.add(layer);
    }
    manifest.put("layers", layers);
    if (!docker) {
      maybe(manifest, "annotations", labels());
    }
    return layout.blob(type, json.bytes(manifest));
  }

  /** Whose images are for this host, for another, or for nobody knows which. */
  private Descriptor index() throws IOException {
    boolean docker = oneIn(4);
    MediaType type = docker ? MediaType.DOCKER_LIST : MediaType.OCI_INDEX;
    List<Object> manifests = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      Map<String, @Nullable Object> listed = described(!docker && oneIn(5) ? index() : image());
      if (docker || !oneIn(4)) {
        listed.put("platform", platform());
      }
      manifests.add(listed);
    }
    Map<String, @Nullable Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2L);
    index.put("mediaType", type.value());
    index.put("manifests", manifests);
    if (!docker) {
      maybe(index, "annotations", labels());
    }
    return layout.blob(type, json.bytes(index));
  }

  private Map<String, @Nullable Object> platform() {
    Map<String, @Nullable Object> platform = new LinkedHashMap<>();
    platform.put("architecture", oneOf("amd64", "amd64", "arm64", "s390x"));
    platform.put("os", oneOf("linux", "linux", "linux", "windows"));
    if (oneIn(3)) {
      platform.put("variant", oneOf("v8", "v2", ""));
    }
    return platform;
  }

  private Map<String, @Nullable Object> config() {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    maybe(config, "created", time());
    maybe(config, "author", text());
    maybe(config, "architecture", oneOf("amd64", "arm64", "", text()));
    maybe(config, "variant", oneOf("v8", ""));
    maybe(config, "os", oneOf("linux", "windows", "", text()));
    maybe(config, "os.version", text());
    maybe(config, "os.features", texts());
    maybe(config, "docker_version", text());
    maybe(config, "config", container());
    maybe(config, "rootfs", rootFs());
    maybe(config, "history", history());
    maybe(config, "unknown", texts());
    return config;
  }

  private Map<String, @Nullable Object> container() {
    Map<String, @Nullable Object> container = new LinkedHashMap<>();
    maybe(container, "User", text());
    maybe(container, "ExposedPorts", set());
    maybe(container, "Env", texts());
    maybe(container, "Entrypoint", texts());
    maybe(container, "Cmd", texts());
    maybe(container, "Volumes", set());
    maybe(container, "WorkingDir", text());
    maybe(container, "Labels", labels());
    maybe(container, "StopSignal", text());
    maybe(container, "ArgsEscaped", random.nextBoolean());
    maybe(container, "Hostname", text());
    return container;
  }

  private Map<String, @Nullable Object> rootFs() {
    List<String> diffIds = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      diffIds.add(digest());
    }
    Map<String, @Nullable Object> rootFs = new LinkedHashMap<>();
    maybe(rootFs, "type", oneOf("layers", "", text()));
    maybe(rootFs, "diff_ids", diffIds);
    return rootFs;
  }

  private List<Object> history() {
    List<Object> history = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      maybe(entry, "created", time());
      maybe(entry, "created_by", text());
      maybe(entry, "author", text());
      maybe(entry, "comment", text());
      maybe(entry, "empty_layer", random.nextBoolean());
      history.add(entry);
    }
    return history;
  }

  private Map<String, @Nullable Object> set() {
    Map<String, @Nullable Object> set = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      set.put(text(), Map.of());
    }
    return set;
  }

  private Map<String, @Nullable Object> labels() {
    Map<String, @Nullable Object> labels = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      labels.put(text(), text());
    }
    return labels;
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    int[] characters = CHARACTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }

  private RandomJson.Verbatim time() {
    return new RandomJson.Verbatim("\"" + TIMES.get(random.nextInt(TIMES.size())) + "\"");
  }

  private String layerType(boolean docker) {
    return docker
        ? "application/vnd.docker.image.rootfs.diff.tar.gzip"
        : "application/vnd.oci.image.layer.v1.tar" + oneOf("", "+gzip", "+zstd");
  }

  private String digest() {
    byte[] content = new byte[8];
    random.nextBytes(content);
    return Digest.sha256(content).toString();
  }

  private static Map<String, @Nullable Object> described(Descriptor descriptor) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("mediaType", descriptor.mediaType().value());
    json.put("digest", descriptor.digest().toString());
    json.put("size", descriptor.size());
    return json;
  }

  /** There, null or absent. */
  private void maybe(Map<String, @Nullable Object> object, String name, Object value) {
    int chance = random.nextInt(10);
    if (chance > 2) {
      object.put(name, value);
    } else if (chance > 1) {
      object.put(name, null);
    }
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
