package io.mcv.client;

import io.mcv.oci.layer.LayerBudget;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.layer.LayerReader;
import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.spec.CacheKind;
import io.mcv.spec.image.CacheLabels;
import io.mcv.spec.image.CacheSummary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks into the layers of an image without unpacking them; each is verified to its end. */
final class CacheContents {

  /** Is shown every file and folder of the cache folders. */
  @FunctionalInterface
  interface Visitor {
    void visit(CacheLayerRules.Place place, TarEntry entry, LayerReader content) throws IOException;

    /** Is shown what lies elsewhere. */
    default void visitOther(TarEntry entry, LayerReader content) throws IOException {}
  }

  private CacheContents() {}

  static void visit(
      ResolvedImage image, @Nullable ImageConfig config, LayerLimits limits, Visitor visitor)
      throws IOException {
    List<Descriptor> layers = image.manifest().layers();
    List<@Nullable Digest> diffIds = image.diffIds(config);
    LayerBudget budget = new LayerBudget(limits);
    for (int i = 0; i < layers.size(); i++) {
      Descriptor layer = layers.get(i);
      try (LayerReader reader =
          LayerReader.open(image.source().openBlob(layer), layer, diffIds.get(i), budget)) {
        TarEntry entry;
        while ((entry = reader.next()) != null) {
          CacheLayerRules.Place place = CacheLayerRules.placeOf(layer.digest(), entry);
          if (place == null) {
            visitor.visitOther(entry, reader);
          } else {
            visitor.visit(place, entry, reader);
          }
        }
      }
    }
  }

  /**
   * What kind of cache an image holds: as its labels say, where they name one kind, else as its
   * layers show.
   *
   * @throws NotACacheImageException if it holds none
   */
  static CacheKind kindOf(ResolvedImage image, @Nullable ImageConfig config, LayerLimits limits)
      throws IOException {
    Map<String, String> labels = ResolvedImage.labels(config);
    Optional<CacheSummary> summary = CacheLabels.read(labels);
    if (summary.isPresent() && namesOneKind(labels)) {
      return summary.get().kind();
    }
    boolean[] seen = new boolean[CacheKind.values().length];
    visit(
        image,
        config,
        limits,
        (place, entry, content) -> {
          boolean vllm = place.path().startsWith("torch_compile_cache");
          seen[(vllm ? CacheKind.VLLM : place.kind()).ordinal()] = true;
        });
    if (seen[CacheKind.VLLM.ordinal()]) {
      return CacheKind.VLLM;
    }
    if (seen[CacheKind.TRITON.ordinal()]) {
      return CacheKind.TRITON;
    }
    throw new NotACacheImageException(
        image.source().describe()
            + " is not a kernel cache: no layer has a folder io.triton.cache or io.vllm.cache");
  }

  private static boolean namesOneKind(Map<String, String> labels) {
    int kinds = 0;
    for (CacheKind kind : CacheKind.values()) {
      String prefix = kind.labelPrefix() + "/";
      if (labels.keySet().stream().anyMatch(label -> label.startsWith(prefix))) {
        kinds++;
      }
    }
    return kinds == 1;
  }
}
