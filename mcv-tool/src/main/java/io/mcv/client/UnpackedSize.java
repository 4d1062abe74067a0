package io.mcv.client;

import io.mcv.oci.layer.LayerBudget;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.layer.LayerReader;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How large the layers of an image are when they are unpacked. */
final class UnpackedSize {
  private UnpackedSize() {}

  /** A layer that comes twice is read once, and counts twice. */
  static long of(ResolvedImage image, ImageConfig config, LayerLimits limits) throws IOException {
    List<Descriptor> layers = image.manifest().layers();
    List<@Nullable Digest> diffIds = image.diffIds(config);
    LayerBudget budget = new LayerBudget(limits);
    Map<Digest, Long> sizes = new HashMap<>();
    long sum = 0;
    for (int i = 0; i < layers.size(); i++) {
      Descriptor layer = layers.get(i);
      Long size = sizes.get(layer.digest());
      if (size == null) {
        size = read(image, layer, diffIds.get(i), budget);
        sizes.put(layer.digest(), size);
      }
      sum += size;
    }
    return sum;
  }

  private static long read(
      ResolvedImage image, Descriptor layer, @Nullable Digest diffId, LayerBudget budget)
      throws IOException {
    try (LayerReader reader =
        LayerReader.open(image.source().openBlob(layer), layer, diffId, budget)) {
      while (reader.next() != null) {
        continue;
      }
      return reader.digest().tarSize();
    }
  }
}
