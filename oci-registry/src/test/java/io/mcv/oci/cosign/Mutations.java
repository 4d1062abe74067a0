package io.mcv.oci.cosign;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Every way to change or drop one field of a document.
 *
 * <p>What is encoded in a text is changed where it is: JSON, PEM, base64, DER, the lines of signed
 * notes. A path names the field, as {@code signatures[0].sig}; after {@code #} come the numbers of
 * DER nodes.
 */
final class Mutations {
  private Mutations() {}

  /** Takes the document after one change. */
  interface Sink {
    void accept(String path, @Nullable Object changed);
  }

  /**
   * Makes all changes of a value, one at a time.
   *
   * @param value as {@link Json} reads them
   */
  static void each(String path, @Nullable Object value, Sink sink) {
    if (value instanceof Map<?, ?> map) {
      eachOfMap(path, map, sink);
    } else if (value instanceof List<?> list) {
      eachOfList(path, list, sink);
    } else if (value instanceof String text) {
      eachOfText(path, text, sink);
    } else if (value instanceof Long number) {
      sink.accept(path, number + 1);
    }
  }

  private static void eachOfMap(String path, Map<?, ?> map, Sink sink) {
    map.forEach(
        (key, value) -> {
          String field = path.isEmpty() ? key.toString() : path + "." + key;
          if (!isEmpty(value)) {
            Map<Object, @Nullable Object> without = new LinkedHashMap<>(map);
            without.remove(key);
            sink.accept(field + " dropped", without);
          }
          each(
              field,
              value,
              (changedPath, changed) -> {
                Map<Object, @Nullable Object> with = new LinkedHashMap<>(map);
                with.put(key, changed);
                sink.accept(changedPath, with);
              });
        });
  }

  private static void eachOfList(String path, List<?> list, Sink sink) {
    for (int i = 0; i < list.size(); i++) {
      int index = i;
      String item = path + "[" + i + "]";
      List<@Nullable Object> without = new ArrayList<>(list);
      without.remove(index);
      sink.accept(item + " dropped", without);
      each(
          item,
          list.get(i),
          (changedPath, changed) -> {
            List<@Nullable Object> with = new ArrayList<>(list);
            with.set(index, changed);
            sink.accept(changedPath, with);
          });
    }
  }

  /** Nothing is lost with it. */
  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || value.equals("")
        || value instanceof Map<?, ?> map && map.isEmpty()
        || value instanceof List<?> list && list.isEmpty();
  }

  private static void eachOfText(String path, String text, Sink sink) {
    if (text.startsWith("{")) {
      each(
          path,
          parse(text),
          (changedPath, changed) ->
              sink.accept(
                  changedPath,
                  new String(GoJson.compactWithoutHtmlEscapes(changed), StandardCharsets.UTF_8)));
    } else if (text.startsWith("-----BEGIN CERTIFICATE")) {
      PemMutations.each(path, text, sink);
    } else if (text.contains("\n\n\u2014 ")) {
      eachLine(path, text, sink);
    } else {
      byte[] bytes = decode(text);
      if (bytes == null) {
        sink.accept(path, changed(text));
      } else {
        eachOfBytes(
            path,
            bytes,
            (changedPath, changed) ->
                sink.accept(changedPath, Base64.getEncoder().encodeToString(changed)));
      }
    }
  }

  private static void eachOfBytes(String path, byte[] bytes, BiConsumer<String, byte[]> sink) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("{") || text.startsWith("-----BEGIN CERTIFICATE")) {
      eachOfText(
          path,
          text,
          (changedPath, changed) ->
              sink.accept(changedPath, String.valueOf(changed).getBytes(StandardCharsets.UTF_8)));
    } else if (DerMutations.isDer(bytes)) {
      DerMutations.each(path + "#", bytes, sink);
    } else {
      for (int at : List.of(0, bytes.length / 2, bytes.length - 1)) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        sink.accept(path, flipped);
      }
    }
  }

  private static void eachLine(String path, String note, Sink sink) {
    String[] lines = note.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      List<String> without = new ArrayList<>(List.of(lines));
      String line = without.remove(i);
      if (!line.isEmpty()) {
        sink.accept(path + " line " + i + " dropped", String.join("\n", without));
        without.add(i, changed(line));
        sink.accept(path + " line " + i, String.join("\n", without));
      }
    }
  }

  /** Bytes of a hash at least; shorter ones are words that happen to be base64. */
  private static byte @Nullable [] decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length >= 32 ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Another character of its kind in the place of the last that has one. */
  private static String changed(String text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        char other = c == '9' ? '0' : c == 'z' ? 'a' : c == 'Z' ? 'A' : (char) (c + 1);
        return text.substring(0, i) + other + text.substring(i + 1);
      }
    }
    return text + "x";
  }

  private static @Nullable Object parse(String json) {
    try {
      return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new AssertionError(json, e);
    }
  }
}
