package io.mcv.testing.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of a cache in an image; label {@code cache-size-bytes} follows them. */
final class CacheChanges {
  private static final String MANIFEST = ".manifest/manifest.json";

  private CacheChanges() {}

  /** Changes the text of the first file whose name ends so. */
  static VectorImage text(VectorImage image, String end, UnaryOperator<String> change) {
    VectorEntry entry = layerWith(image, end).entry(end);
    entry.content(change.apply(new String(entry.content(), StandardCharsets.UTF_8)));
    return sized(image);
  }

  /** Replaces a part of the text of the first file whose name ends so. */
  static VectorImage replaced(VectorImage image, String end, String old, String text) {
    return text(
        image,
        end,
        before -> {
          if (!before.contains(old)) {
            throw new IllegalArgumentException("no " + old + " in " + end);
          }
          return before.replace(old, text);
        });
  }

  /** Replaces a part of the in-image manifest. */
  static VectorImage manifest(VectorImage image, String old, String text) {
    return replaced(image, MANIFEST, old, text);
  }

  /** Swaps two texts in the in-image manifest, the first of each. */
  static VectorImage swapped(VectorImage image, String first, String second) {
    return text(image, MANIFEST, before -> swapped(before, first, second));
  }

  /** Swaps two texts, the first of each. */
  static String swapped(String text, String first, String second) {
    int one = text.indexOf(first);
    int two = text.indexOf(second);
    if (one < 0 || two < one) {
      throw new IllegalArgumentException("no " + first + " before " + second);
    }
    return text.substring(0, one)
        + second
        + text.substring(one + first.length(), two)
        + first
        + text.substring(two + second.length());
  }

  /** Leaves out the in-image manifest and its folder. */
  static VectorImage withoutManifest(VectorImage image) {
    for (VectorLayer layer : image.layers()) {
      layer.entries().removeIf(entry -> entry.name().contains(".manifest/"));
    }
    return image;
  }

  /** Puts the in-image manifest into a second layer, made as the first is. */
  static VectorImage split(VectorImage image, VectorLayer second) {
    List<VectorEntry> entries = image.layers().get(0).entries();
    List<VectorEntry> moved =
        entries.stream().filter(entry -> entry.name().contains(".manifest/")).toList();
    entries.removeAll(moved);
    return image.add(second.addAll(moved));
  }

  /** Adds an entry after the first one whose name ends so. */
  static VectorImage add(VectorImage image, String after, VectorEntry entry) {
    VectorLayer layer = layerWith(image, after);
    layer.entries().add(layer.entries().indexOf(layer.entry(after)) + 1, entry);
    return sized(image);
  }

  /** Leaves out labels whose names start so. */
  static VectorImage unlabelled(VectorImage image, String start) {
    return image.labels(labels -> labels.keySet().removeIf(name -> name.startsWith(start)));
  }

  private static VectorLayer layerWith(VectorImage image, String end) {
    return image.layers().stream()
        .filter(layer -> layer.entries().stream().anyMatch(entry -> entry.name().endsWith(end)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no entry " + end));
  }

  private static VectorImage sized(VectorImage image) {
    return image.labels(
        labels ->
            labels.replaceAll(
                (name, value) ->
                    name.endsWith(".image/cache-size-bytes") ? bytes(image, name) : value));
  }

  private static String bytes(VectorImage image, String label) {
    String kind = label.substring("cache.".length(), label.indexOf(".image/"));
    long bytes = 0;
    for (VectorLayer layer : image.layers()) {
      for (VectorEntry entry : layer.entries()) {
        if (entry.name().startsWith("io." + kind + ".cache/")) {
          bytes += entry.content().length;
        }
      }
    }
    return Long.toString(bytes);
  }
}
