package io.mcv.spec.conformance.cache;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.spec.CacheKind;
import io.mcv.spec.GroupFile;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.image.CacheLabels;
import io.mcv.spec.image.CacheSummary;
import io.mcv.spec.scan.KernelMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cache in an image, all that several rules look at made once. */
final class CacheView {
  private final ImageView image;
  private final CachePayload payload;
  private final Map<String, String> labels;
  private final Optional<CacheSummary> summary;
  private final @Nullable CacheKind kind;
  private final List<KernelFile> kernelFiles = new ArrayList<>();
  private final List<GroupFileView> groupFiles = new ArrayList<>();
  private final Set<String> hashFolders;
  private final Optional<JsonValue> manifestJson;
  private boolean allMetadataKept = true;

  private CacheView(ImageView image) {
    this.image = image;
    this.payload = new CachePayload(image);
    this.labels = labels(image);
    this.summary = CacheLabels.read(labels);
    this.kind = kind(payload.kinds(), summary);
    this.hashFolders = kind == null ? Set.of() : HashFolders.paths(payload, kind);
    this.manifestJson = manifest().flatMap(CachedFile::content).flatMap(CacheView::json);
    files().forEach(this::look);
  }

  /** That of an image, made once. */
  static CacheView of(ImageView image) {
    return image.derived(CacheView.class, CacheView::new);
  }

  private static @Nullable CacheKind kind(Set<CacheKind> kinds, Optional<CacheSummary> summary) {
    if (kinds.size() == 1) {
      return kinds.iterator().next();
    }
    return summary.map(CacheSummary::kind).filter(kinds::contains).orElse(null);
  }

  private void look(CachedFile file) {
    boolean isGroup = GroupFile.isGroupFile(file.path());
    boolean inTriton = kind == CacheKind.TRITON || file.path().contains("/triton_cache/");
    if (!isGroup && !(inTriton && KernelMetadata.mayBe(file.path()))) {
      return;
    }
    byte[] content = file.content().orElse(null);
    if (content == null) {
      allMetadataKept = false;
    } else if (isGroup) {
      groupFiles.add(GroupFileView.of(file, content, filesByPath()::containsKey));
    } else {
      kernelFiles.add(KernelFile.of(file, content));
    }
  }

  private static Map<String, String> labels(ImageView image) {
    Map<String, String> labels = new TreeMap<>();
    Document config = image.config();
    if (config != null && config.isOfImage()) {
      config
          .json()
          .flatMap(json -> json.member("config"))
          .flatMap(json -> json.member("Labels"))
          .map(JsonValue::members)
          .orElse(Map.of())
          .forEach((name, value) -> value.text().ifPresent(text -> labels.put(name, text)));
    }
    return labels;
  }

  /** The value in JSON text; empty where it is none. */
  static Optional<JsonValue> json(byte[] utf8) {
    try {
      return Optional.of(new JsonValue("", Json.parse(utf8)));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  ImageView image() {
    return image;
  }

  CachePayload payload() {
    return payload;
  }

  /** The kind of the cache folder that is meant; empty where there is none, or nothing tells. */
  Optional<CacheKind> kind() {
    return Optional.ofNullable(kind);
  }

  /** Whether the configuration was read, so that a label that is not there was not written. */
  boolean labelsAreRead() {
    Document config = image.config();
    return config == null || config.json().filter(JsonValue::isObject).isPresent();
  }

  /** The labels that are text, sorted. */
  Map<String, String> labels() {
    return labels;
  }

  Optional<String> label(String name) {
    return Optional.ofNullable(labels.get(name));
  }

  /** The JSON in a label; empty where there is no label, or no JSON in it. */
  Optional<JsonValue> labelJson(String name) {
    return label(name).flatMap(text -> json(text.getBytes(StandardCharsets.UTF_8)));
  }

  Place labelPlace(String name) {
    String pointer = "/config/Labels/" + name.replace("~", "~0").replace("/", "~1");
    Document config = image.config();
    return new Place(config == null ? "config" : config.name(), null, pointer, null);
  }

  /** What the labels tell of a cache; empty where they tell of none. */
  Optional<CacheSummary> summary() {
    return summary;
  }

  Map<String, CachedFile> filesByPath() {
    return kind == null ? Map.of() : payload.files(kind);
  }

  Collection<CachedFile> files() {
    return filesByPath().values();
  }

  /** The sizes of all files added up. */
  long bytes() {
    return files().stream().mapToLong(file -> file.entry().size()).sum();
  }

  /** The files that can be metadata of kernels. */
  List<KernelFile> kernelFiles() {
    return kernelFiles;
  }

  /** The kernels that their metadata tells of. */
  List<KernelEntry> kernels() {
    return kernelFiles.stream().map(KernelFile::kernel).filter(Objects::nonNull).toList();
  }

  List<GroupFileView> groupFiles() {
    return groupFiles;
  }

  /** Whether the text of all metadata was read. */
  boolean isMetadataKept() {
    return allMetadataKept;
  }

  /** Whether all files, and the text of all metadata, were read. */
  boolean isComplete() {
    return payload.isWhole() && allMetadataKept;
  }

  /** Paths of the hash folders of a vLLM cache. */
  Set<String> hashFolders() {
    return hashFolders;
  }

  /** The in-image manifest beside the cache folder. */
  Optional<CachedFile> manifest() {
    return kind().flatMap(payload::manifest);
  }

  /** What is in it; empty where there is none, or no JSON in it. */
  Optional<JsonValue> manifestJson() {
    return manifestJson;
  }
}
