package io.mcv.spec.conformance.image;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One image with everything that rules look at. What could not be read is there too, with the
 * reason: nothing about an image is an exception here.
 */
public final class ImageView {
  private final @Nullable LayoutView layout;
  private final List<Document> indexes;
  private final @Nullable Document manifest;
  private final @Nullable Document config;
  private final List<LayerView> layers;
  private final @Nullable List<SignatureFact> signatures;
  private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

  /**
   * A view of these parts.
   *
   * @param layout the OCI layout that holds it; null for registries, engines and other archives
   * @param indexes the indexes on the way to the image, from the one that was addressed; without
   *     the index.json of a layout
   * @param manifest of the image; null where none was reached, or its place keeps none and what
   *     stands for it is made up
   * @param config of the image; null where the manifest names none that can be looked for
   * @param layers in the order of the manifest
   * @param signatures and attestations beside the image; null where its place keeps none
   */
  public ImageView(
      @Nullable LayoutView layout,
      List<Document> indexes,
      @Nullable Document manifest,
      @Nullable Document config,
      List<LayerView> layers,
      @Nullable List<SignatureFact> signatures) {
    this.layout = layout;
    this.indexes = List.copyOf(indexes);
    this.manifest = manifest;
    this.config = config;
    this.layers = List.copyOf(layers);
    this.signatures = signatures == null ? null : List.copyOf(signatures);
  }

  /** A single document, with nothing around it. */
  public static ImageView of(Document document) {
    return switch (document.kind()) {
      case LAYOUT_MARKER, LAYOUT_INDEX ->
          new ImageView(LayoutView.of(document), List.of(), null, null, List.of(), null);
      case INDEX -> new ImageView(null, List.of(document), null, null, List.of(), null);
      case MANIFEST -> new ImageView(null, List.of(), document, null, List.of(), null);
      case CONFIG -> new ImageView(null, List.of(), null, document, List.of(), null);
    };
  }

  /** The OCI layout that holds it; null for registries, engines and other archives. */
  public @Nullable LayoutView layout() {
    return layout;
  }

  /** The indexes on the way to it, from the one that was addressed. */
  public List<Document> indexes() {
    return indexes;
  }

  /** Its manifest; null where none was reached, or its place keeps none. */
  public @Nullable Document manifest() {
    return manifest;
  }

  /** Its configuration; null where the manifest names none that can be looked for. */
  public @Nullable Document config() {
    return config;
  }

  /** Its layers in the order of the manifest. */
  public List<LayerView> layers() {
    return layers;
  }

  /** Signatures and attestations beside it; null where its place keeps none. */
  public @Nullable List<SignatureFact> signatures() {
    return signatures;
  }

  /**
   * What several rules work out of the image, made once.
   *
   * @param type of it; there is one of each type
   * @param make works it out
   */
  public <T> T derived(Class<T> type, Function<ImageView, T> make) {
    return type.cast(derived.computeIfAbsent(type, each -> make.apply(this)));
  }
}
