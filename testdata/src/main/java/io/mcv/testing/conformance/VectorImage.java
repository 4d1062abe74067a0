package io.mcv.testing.conformance;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An image in an OCI layout under construction. Every document can be changed after the tool has
 * filled it in, so that digests stay right unless they are what is changed.
 *
 * <p>The steps, in their order: layers; configuration, then {@link #config}, {@link #configBytes};
 * manifest, then {@link #manifest}, {@link #manifestBytes}; what {@link #attach} adds; index.json,
 * then {@link #index}, {@link #indexBytes}; at last {@link #files}.
 */
public final class VectorImage {
  /** The name of the image in its layout. */
  public static final String TAG = "t";

  private static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final List<VectorLayer> layers = new ArrayList<>();
  private final SortedMap<String, String> labels = new TreeMap<>();
  private final List<Consumer<Map<String, Object>>> configChanges = new ArrayList<>();
  private final List<Consumer<Map<String, Object>>> manifestChanges = new ArrayList<>();
  private final List<Consumer<Map<String, Object>>> indexChanges = new ArrayList<>();
  private final List<Function<Map<String, Object>, Attached>> attached = new ArrayList<>();
  private final List<Consumer<SortedMap<String, byte[]>>> fileChanges = new ArrayList<>();
  private UnaryOperator<byte[]> configBytes = UnaryOperator.identity();
  private UnaryOperator<byte[]> manifestBytes = UnaryOperator.identity();
  private UnaryOperator<byte[]> indexBytes = UnaryOperator.identity();
  private String manifestType = OCI_MANIFEST;
  private String configType = OCI_CONFIG;

  /**
   * A manifest beside the image, such as a signature.
   *
   * @param manifest as JSON
   * @param blobs that it names
   * @param refName its name in the layout; null for an entry without one
   */
  public record Attached(
      Map<String, Object> manifest, List<byte[]> blobs, @Nullable String refName) {}

  /** Adds a layer on top. */
  public VectorImage add(VectorLayer layer) {
    layers.add(layer);
    return this;
  }

  /** Changes a layer. */
  public VectorImage layer(int position, Consumer<VectorLayer> change) {
    change.accept(layers.get(position));
    return this;
  }

  /** Its layers, to be changed. */
  public List<VectorLayer> layers() {
    return layers;
  }

  /** Changes the labels. */
  public VectorImage labels(Consumer<SortedMap<String, String>> change) {
    change.accept(labels);
    return this;
  }

  /** Sets a label. */
  public VectorImage label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  /** Changes the configuration; nested objects are mutable maps and lists. */
  public VectorImage config(Consumer<Map<String, Object>> change) {
    configChanges.add(change);
    return this;
  }

  /** Changes the bytes of the configuration. */
  public VectorImage configBytes(UnaryOperator<byte[]> change) {
    configBytes = change;
    return this;
  }

  /** Changes the manifest; nested objects are mutable maps and lists. */
  public VectorImage manifest(Consumer<Map<String, Object>> change) {
    manifestChanges.add(change);
    return this;
  }

  /** Changes the bytes of the manifest. */
  public VectorImage manifestBytes(UnaryOperator<byte[]> change) {
    manifestBytes = change;
    return this;
  }

  /** Stores manifest and configuration under other media types. */
  public VectorImage types(String ofManifest, String ofConfig) {
    manifestType = ofManifest;
    configType = ofConfig;
    return this;
  }

  /**
   * Adds a manifest beside the image.
   *
   * @param make gets the descriptor of the image
   */
  public VectorImage attach(Function<Map<String, Object>, Attached> make) {
    attached.add(make);
    return this;
  }

  /** Changes index.json; nested objects are mutable maps and lists. */
  public VectorImage index(Consumer<Map<String, Object>> change) {
    indexChanges.add(change);
    return this;
  }

  /** Changes the bytes of index.json. */
  public VectorImage indexBytes(UnaryOperator<byte[]> change) {
    indexBytes = change;
    return this;
  }

  /** Changes the files of the finished layout, by path. */
  public VectorImage files(Consumer<SortedMap<String, byte[]>> change) {
    fileChanges.add(change);
    return this;
  }

  /** All files of the layout by path, sorted. */
  public SortedMap<String, byte[]> build() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<VectorLayer.Built> built = layers.stream().map(VectorLayer::build).toList();
    Map<String, Object> image = manifest(files, built);
    List<Object> entries = new ArrayList<>();
    entries.add(named(image, TAG));
    for (Function<Map<String, Object>, Attached> each : attached) {
      Attached beside = each.apply(new LinkedHashMap<>(image));
      beside.blobs().forEach(blob -> store(files, "", blob));
      Map<String, Object> entry = store(files, OCI_MANIFEST, GoJson.compact(beside.manifest()));
      Object artifactType = beside.manifest().get("artifactType");
      if (artifactType != null) {
        entry.put("artifactType", artifactType);
      }
      entries.add(named(entry, beside.refName()));
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("manifests", entries);
    indexChanges.forEach(change -> change.accept(index));
    files.put("index.json", indexBytes.apply(GoJson.compact(index)));
    files.put(
        "oci-layout", "{\"imageLayoutVersion\": \"1.0.0\"}".getBytes(StandardCharsets.US_ASCII));
    fileChanges.forEach(change -> change.accept(files));
    return files;
  }

  private Map<String, Object> manifest(Map<String, byte[]> files, List<VectorLayer.Built> built) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", manifestType);
    manifest.put("config", store(files, configType, configBytes.apply(config(built))));
    List<Object> descriptors = new ArrayList<>();
    built.forEach(layer -> descriptors.add(store(files, layer.mediaType(), layer.blob())));
    manifest.put("layers", descriptors);
    manifestChanges.forEach(change -> change.accept(manifest));
    return store(files, manifestType, manifestBytes.apply(GoJson.compact(manifest)));
  }

  private byte[] config(List<VectorLayer.Built> built) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("created", "1970-01-01T00:00:00Z");
    config.put("architecture", "amd64");
    config.put("os", "linux");
    Map<String, Object> container = new LinkedHashMap<>();
    if (!labels.isEmpty()) {
      container.put("Labels", new TreeMap<>(labels));
    }
    config.put("config", container);
    List<Object> diffIds = new ArrayList<>();
    List<Object> history = new ArrayList<>();
    for (VectorLayer.Built layer : built) {
      diffIds.add(layer.diffId().toString());
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("created", "1970-01-01T00:00:00Z");
      entry.put("created_by", "mcv-tool create");
      history.add(entry);
    }
    Map<String, Object> rootFs = new LinkedHashMap<>();
    rootFs.put("type", "layers");
    rootFs.put("diff_ids", diffIds);
    config.put("rootfs", rootFs);
    config.put("history", history);
    configChanges.forEach(change -> change.accept(config));
    return GoJson.compact(config);
  }

  /** Stores a blob and returns its descriptor, a mutable map. */
  private static Map<String, Object> store(
      Map<String, byte[]> files, String mediaType, byte[] blob) {
    Digest digest = Digest.sha256(blob);
    files.put("blobs/sha256/" + digest.hex(), blob);
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", digest.toString());
    descriptor.put("size", (long) blob.length);
    return descriptor;
  }

  private static Map<String, Object> named(
      Map<String, Object> descriptor, @Nullable String refName) {
    Map<String, Object> entry = new LinkedHashMap<>(descriptor);
    if (refName != null) {
      entry.put("annotations", new TreeMap<>(Map.of("org.opencontainers.image.ref.name", refName)));
    }
    return entry;
  }
}
