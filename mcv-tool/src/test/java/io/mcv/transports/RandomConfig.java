package io.mcv.transports;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Configurations as tools of many kinds write them: any order, fields that OCI does not know, null
 * and empty everything, text that JSON of Go escapes.
 */
final class RandomConfig {
  private static final List<@Nullable String> TIMES =
      Arrays.asList(
          "2024-01-02T03:04:05Z",
          "2024-01-02T03:04:05.120+02:00",
          "0001-01-01T00:00:00Z",
          "2024-12-31T23:59:59.999999999-11:30",
          null);
  private static final List<String> TEXTS =
      List.of("", "x", "a<b>&c", "line\nbreak\ttab", "é\u2028\u2029 \"q\" \\", "\ud83d\ude00", "/");

  private final Random random;
  private final boolean variants;

  RandomConfig(long seed, boolean variants) {
    this.random = new Random(seed);
    this.variants = variants;
  }

  /** One for an image with these layers. */
  byte[] next(List<Digest> diffIds) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    maybe(fields, "created", () -> pick(TIMES));
    maybe(fields, "author", () -> pick(TEXTS));
    fields.put("architecture", "amd64");
    fields.put("os", "linux");
    if (variants) {
      maybe(fields, "variant", () -> pick(TEXTS));
    }
    maybe(fields, "os.version", () -> pick(TEXTS));
    maybe(fields, "os.features", this::texts);
    maybe(fields, "config", this::container);
    maybe(fields, "history", this::history);
    maybe(fields, "container", () -> "0123456789ab");
    maybe(fields, "container_config", this::container);
    maybe(fields, "docker_version", () -> pick(TEXTS));
    Map<String, @Nullable Object> rootfs = new LinkedHashMap<>();
    rootfs.put("diff_ids", diffIds.stream().map(Digest::toString).toList());
    rootfs.put("type", "layers");
    fields.put("rootfs", rootfs);
    return GoJson.indented(shuffled(fields), " ");
  }

  private @Nullable Object container() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String name : List.of("User", "WorkingDir", "StopSignal", "Hostname", "Image")) {
      maybe(fields, name, () -> pick(TEXTS));
    }
    for (String name : List.of("Env", "Entrypoint", "Cmd", "OnBuild", "Shell")) {
      maybe(fields, name, this::texts);
    }
    for (String name : List.of("ExposedPorts", "Volumes")) {
      maybe(fields, name, () -> Map.of("80/tcp", Map.of(), "a<", Map.of()));
    }
    maybe(fields, "Labels", () -> Map.of("z", pick(TEXTS), "a&", pick(TEXTS), "", "empty"));
    maybe(fields, "ArgsEscaped", random::nextBoolean);
    maybe(fields, "Healthcheck", () -> Map.of("Test", List.of("CMD", "true"), "Interval", 5L));
    return random.nextInt(8) == 0 ? null : shuffled(fields);
  }

  private @Nullable Object history() {
    List<@Nullable Object> entries = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      maybe(entry, "created", () -> pick(TIMES));
      maybe(entry, "created_by", () -> pick(TEXTS));
      maybe(entry, "author", () -> pick(TEXTS));
      maybe(entry, "comment", () -> pick(TEXTS));
      maybe(entry, "empty_layer", random::nextBoolean);
      entries.add(shuffled(entry));
    }
    return random.nextInt(6) == 0 ? null : entries;
  }

  private @Nullable Object texts() {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(pick(TEXTS));
    }
    return random.nextInt(6) == 0 ? null : texts;
  }

  private void maybe(
      Map<String, @Nullable Object> fields, String name, Supplier<@Nullable Object> value) {
    if (random.nextBoolean()) {
      fields.put(name, value.get());
    }
  }

  private <T extends @Nullable Object> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Map<String, @Nullable Object> shuffled(Map<String, @Nullable Object> fields) {
    List<String> names = new ArrayList<>(fields.keySet());
    Collections.shuffle(names, random);
    Map<String, @Nullable Object> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, fields.get(name)));
    return shuffled;
  }
}
