package io.mcv.client.conformance;

import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layer.LayerBudget;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.RawManifest;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.image.LayoutView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an image as the rules see it, whatever is wrong with it.
 *
 * @param choose picks the image of an index; empty where none fits
 * @param limits what the layers may hold
 */
public record ImageViewReader(
    Function<ImageIndex, Optional<Descriptor>> choose, LayerLimits limits) {
  /** How many indexes on the way to an image are read: one more than may lie in each other. */
  public static final int MAX_INDEXES = 5;

  /**
   * Reads an image.
   *
   * @param layout that holds it; null where none does
   * @throws IOException if its place cannot be read at all, such as a registry that does not answer
   */
  public ImageView read(ImageSource source, @Nullable LayoutView layout) throws IOException {
    DocumentReader documents = new DocumentReader(source);
    List<Document> indexes = new ArrayList<>();
    Document manifest = documents.addressed();
    while (manifest != null && manifest.kind() == Document.Kind.INDEX) {
      indexes.add(manifest);
      Descriptor chosen = indexes.size() < MAX_INDEXES ? chosen(manifest) : null;
      manifest = chosen == null ? null : documents.manifest(chosen);
    }
    Document config = manifest == null ? null : documents.config(manifest).orElse(null);
    return new ImageView(
        layout,
        indexes,
        source.keepsManifest() ? manifest : null,
        config,
        manifest == null ? List.of() : layers(source, manifest, config),
        source.holdsAttachments()
            ? new SignatureFactReader(source).read(documents.manifests())
            : null);
  }

  /** Null where the index cannot be used, which is for its own rules to say, or where none fits. */
  private @Nullable Descriptor chosen(Document index) {
    if (index.json().isEmpty()) {
      return null;
    }
    try {
      MediaType type = new MediaType(Objects.requireNonNull(index.mediaType()));
      return RawManifest.of(type, index.bytes()).parse() instanceof ImageIndex parsed
          ? choose.apply(parsed).orElse(null)
          : null;
    } catch (OciException e) {
      return null;
    }
  }

  private List<LayerView> layers(ImageSource source, Document manifest, @Nullable Document config)
      throws IOException {
    List<JsonValue> named =
        manifest
            .json()
            .flatMap(json -> json.member("layers"))
            .map(JsonValue::items)
            .orElse(List.of());
    List<@Nullable Digest> diffIds = diffIds(config, named.size());
    LayerViewReader reader = new LayerViewReader(source, new LayerBudget(limits));
    List<LayerView> layers = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      Optional<Descriptor> layer = DocumentReader.descriptor(named.get(i));
      if (layer.isPresent()) {
        layers.add(reader.read(i, layer.get(), diffIds.get(i)));
      }
    }
    return layers;
  }

  /** Nulls where there are more or less than layers: which is whose cannot be told then. */
  private static List<@Nullable Digest> diffIds(@Nullable Document config, int layers) {
    List<JsonValue> named =
        Optional.ofNullable(config)
            .flatMap(Document::json)
            .flatMap(json -> json.member("rootfs"))
            .flatMap(rootfs -> rootfs.member("diff_ids"))
            .map(JsonValue::items)
            .orElse(List.of());
    List<@Nullable Digest> diffIds = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      diffIds.add(named.size() == layers ? digest(named.get(i)) : null);
    }
    return diffIds;
  }

  private static @Nullable Digest digest(JsonValue value) {
    try {
      return value.text().map(Digest::parse).orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
