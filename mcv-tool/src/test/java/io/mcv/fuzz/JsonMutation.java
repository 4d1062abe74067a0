package io.mcv.fuzz;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Changes one value somewhere in a JSON document, and keeps it JSON. */
final class JsonMutation {
  /** What readers may not have thought of. */
  private static final List<Object> ODD_VALUES =
      List.of(
          "",
          " ",
          "\u0000",
          "../../etc/passwd",
          "sha256:",
          "sha256:" + "0".repeat(64),
          "sha512:" + "f".repeat(128),
          "md5:d41d8cd98f00b204e9800998ecf8427e",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "text",
          "x".repeat(5000),
          "\u202e\u0007",
          0L,
          -1L,
          1L,
          2L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          new BigDecimal("1.5"),
          new BigDecimal("1e400"),
          new BigDecimal("1e999999999"),
          true,
          List.of(),
          List.of("a", 1L),
          Map.of(),
          Map.of("", ""),
          Map.of("digest", 1L));

  private static final List<String> ODD_KEYS =
      List.of(
          "",
          "manifests",
          "layers",
          "config",
          "fsLayers",
          "mediaType",
          "subject",
          "data",
          "urls",
          "platform",
          "artifactType",
          "annotations",
          "schemaVersion",
          "Labels",
          "hash",
          "vllm");

  private final Random random;

  JsonMutation(Random random) {
    this.random = random;
  }

  /** The document with one value changed; as it is where it is no JSON. */
  byte[] apply(byte[] document) {
    Object json;
    try {
      json = Json.parse(document);
    } catch (JsonException e) {
      return document;
    }
    int nodes = count(json);
    return GoJson.compact(changed(json, random.nextInt(nodes), new int[] {0}));
  }

  private @Nullable Object changed(@Nullable Object value, int target, int[] position) {
    if (position[0]++ == target) {
      return replacement(value);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, each) -> copy.put((String) key, changed(each, target, position)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(changed(each, target, position)));
      return copy;
    }
    return value;
  }

  private @Nullable Object replacement(@Nullable Object value) {
    int choice = random.nextInt(6);
    if (choice == 0) {
      return null;
    }
    if (value instanceof Map<?, ?> map && choice < 4) {
      return changedKeys(map);
    }
    if (value instanceof List<?> list && choice < 4) {
      return changedItems(list);
    }
    if (value instanceof String text && choice < 4) {
      return changedText(text);
    }
    return value instanceof Long number && choice < 3 ? number + random.nextInt(3) - 1 : odd();
  }

  private Map<String, @Nullable Object> changedKeys(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, value));
    List<String> keys = List.copyOf(copy.keySet());
    if (!keys.isEmpty() && random.nextBoolean()) {
      copy.remove(keys.get(random.nextInt(keys.size())));
    } else {
      copy.put(ODD_KEYS.get(random.nextInt(ODD_KEYS.size())), odd());
    }
    return copy;
  }

  private List<@Nullable Object> changedItems(List<?> list) {
    List<@Nullable Object> copy = new ArrayList<>(list);
    int choice = random.nextInt(3);
    if (copy.isEmpty() || choice == 0) {
      copy.add(odd());
    } else if (choice == 1) {
      copy.remove(random.nextInt(copy.size()));
    } else {
      copy.add(copy.get(random.nextInt(copy.size())));
    }
    return copy;
  }

  private String changedText(String text) {
    if (text.isEmpty()) {
      return "x";
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Object odd() {
    return ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
  }

  private static int count(@Nullable Object value) {
    int count = 1;
    if (value instanceof Map<?, ?> map) {
      for (Object each : map.values()) {
        count += count(each);
      }
    } else if (value instanceof List<?> list) {
      for (Object each : list) {
        count += count(each);
      }
    }
    return count;
  }
}
