package io.mcv.spec.conformance.oci;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes JSON documents by chance: bytes of them, or values in them. */
final class JsonMutation {
  private static final String DIGITS = "0123456789abcdef".repeat(4);
  private static final List<@Nullable Object> VALUES =
      Collections.unmodifiableList(
          Arrays.<@Nullable Object>asList(
              null,
              true,
              0L,
              -1L,
              1L,
              2L,
              Long.MAX_VALUE,
              "",
              "x",
              "a b/c",
              "application/vnd.oci.image.index.v1+json",
              "application/vnd.oci.image.manifest.v1+json",
              "application/vnd.docker.distribution.manifest.v2+json",
              "sha256:" + DIGITS,
              "sha256:" + DIGITS.toUpperCase(Locale.ROOT),
              "sha512:" + DIGITS,
              "sha384:" + DIGITS,
              "sha256:" + DIGITS + "0",
              "e30",
              "e30=",
              "2024-01-02t03:04:05z",
              "2024-01-02T3:04:05,5Z",
              "2024-13-02T03:04:05Z",
              "2024-01-02T03:04:60Z",
              List.of(),
              List.of("x"),
              Collections.singletonList(null),
              List.of(List.of()),
              List.of(Map.of()),
              Map.of(),
              Map.of("x", "y"),
              Map.of("x", 1L),
              Map.of("", "")));
  private static final List<String> NAMES =
      List.of(
          "mediaType",
          "schemaVersion",
          "config",
          "layers",
          "manifests",
          "fsLayers",
          "subject",
          "artifactType",
          "annotations",
          "data",
          "urls",
          "platform",
          "size",
          "digest",
          "created",
          "history",
          "rootfs",
          "diff_ids",
          "type",
          "Env",
          "Labels",
          "os",
          "os.features");

  private final Random random;

  JsonMutation(long seed) {
    this.random = new Random(seed);
  }

  byte[] mutate(byte[] document) throws JsonException {
    byte[] changed = document;
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      changed = random.nextInt(3) == 0 ? bytes(changed) : value(changed);
    }
    return changed;
  }

  private byte[] bytes(byte[] document) {
    int at = random.nextInt(document.length + 1);
    int end = Math.min(document.length, at + random.nextInt(4));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(document, 0, at);
    if (random.nextBoolean()) {
      int from = random.nextInt(document.length + 1);
      out.write(document, from, Math.min(document.length - from, random.nextInt(40)));
    } else {
      out.write(random.nextInt(256));
    }
    out.write(document, end, document.length - end);
    return out.toByteArray();
  }

  private byte[] value(byte[] document) {
    Object top;
    try {
      top = Json.parse(document);
    } catch (JsonException e) {
      return bytes(document);
    }
    List<Object> containers = new ArrayList<>();
    collect(top, containers);
    if (containers.isEmpty()) {
      return bytes(document);
    }
    change(containers.get(random.nextInt(containers.size())));
    return GoJson.compact(top);
  }

  @SuppressWarnings("unchecked")
  private void change(Object container) {
    Object value = VALUES.get(random.nextInt(VALUES.size()));
    if (container instanceof Map<?, ?> map) {
      List<String> names = new ArrayList<>((Set<String>) map.keySet());
      String name =
          names.isEmpty() || random.nextInt(4) == 0
              ? NAMES.get(random.nextInt(NAMES.size()))
              : names.get(random.nextInt(names.size()));
      if (random.nextInt(4) == 0) {
        map.remove(name);
      } else {
        ((Map<String, @Nullable Object>) map).put(name, value);
      }
    } else if (container instanceof List<?> list) {
      if (list.isEmpty() || random.nextBoolean()) {
        ((List<@Nullable Object>) list).add(value);
      } else {
        ((List<@Nullable Object>) list).set(random.nextInt(list.size()), value);
      }
    }
  }

  private static void collect(@Nullable Object value, List<Object> containers) {
    if (value instanceof Map<?, ?> map) {
      containers.add(map);
      map.values().forEach(each -> collect(each, containers));
    } else if (value instanceof List<?> list) {
      containers.add(list);
      list.forEach(each -> collect(each, containers));
    }
  }
}
