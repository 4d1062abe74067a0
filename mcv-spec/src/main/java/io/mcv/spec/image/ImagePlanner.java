package io.mcv.spec.image;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Printable;
import io.mcv.spec.CacheException;
import io.mcv.spec.CacheException.Reason;
import io.mcv.spec.CacheFile;
import io.mcv.spec.CacheKind;
import io.mcv.spec.DummyKey;
import io.mcv.spec.GroupFile;
import io.mcv.spec.scan.CacheScan;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the image of one cache in one profile.
 *
 * <p>The layers hold {@code io.KIND.cache/} and, where the generation has one, {@code
 * io.KIND.manifest/manifest.json}. Files are 0644 or 0755, folders 0755; {@code buildah-1.28} keeps
 * the modes on disk, but for the top folder, which buildah makes itself.
 */
final class ImagePlanner {
  private static final int FOLDER_MODE = 0755;
  private static final int FILE_MODE = 0644;
  private static final int PROGRAM_MODE = 0755;
  private static final int EXECUTE_BITS = 0111;

  private static final String BUILDAH_SHELL = "/bin/sh";

  /** What buildah leaves of {@code FROM scratch} in a manifest. */
  private static final Map<String, String> FROM_SCRATCH =
      Map.of("org.opencontainers.image.base.digest", "", "org.opencontainers.image.base.name", "");

  private final Profile profile;
  private final CacheScan scan;
  private final PlanOptions options;
  private final CacheKind kind;
  private final PlannedLabels labels;
  private final long modified;
  private final List<String> warnings = new ArrayList<>();

  ImagePlanner(Profile profile, CacheScan scan, PlanOptions options) {
    this.profile = profile;
    this.scan = scan;
    this.options = options;
    this.kind = scan.kind();
    this.labels = new PlannedLabels(scan);
    this.modified = options.timestamp().getEpochSecond();
  }

  ImagePlan plan() throws IOException {
    return switch (profile) {
      case CURRENT -> current();
      case MCV_BUILDAH -> squashed(sanitized(), InImageManifest.array(scan.entries(), keys()));
      case MCV_2025_09 -> squashed(cache(), InImageManifest.triton(scan.entries(), keys()));
      case MCV_DOCKER -> docker();
      case CARGOHOLD -> cargohold();
      case BUILDAH_1_28 -> buildah();
    };
  }

  private ImagePlan current() {
    byte[] manifest =
        kind == CacheKind.TRITON
            ? InImageManifest.triton(scan.entries(), keys())
            : InImageManifest.vllm(scan.vllm(), keys());
    return image(
        titled(labels.newest()),
        null,
        new LayerPlan(joined(cache(), manifest(manifest)), "mcv-tool create"));
  }

  private ImagePlan squashed(List<CacheFile> cache, byte[] manifest) throws CacheException {
    refuseVllm();
    return image(
        labels.newest(),
        FROM_SCRATCH,
        new LayerPlan(joined(cache, manifest(manifest)), BUILDAH_SHELL));
  }

  private ImagePlan docker() throws IOException {
    refuseVllm();
    return image(
        titled(labels.newest()),
        null,
        new LayerPlan(sanitized(), "COPY \"io.triton.cache/.\" ./io.triton.cache/"),
        new LayerPlan(
            manifest(InImageManifest.array(scan.entries(), keys())),
            "COPY \"io.triton.manifest/manifest.json\" ./io.triton.manifest/manifest.json"));
  }

  private ImagePlan cargohold() throws CacheException {
    refuseVllm();
    return image(
        titled(labels.withMetadata(keys())),
        null,
        new LayerPlan(cache(), "COPY . ./io.triton.cache/"));
  }

  private ImagePlan buildah() {
    SortedMap<String, String> newest = labels.newest();
    newest.put("io.buildah.version", "1.28.2");
    SortedMap<String, String> annotations = new TreeMap<>(FROM_SCRATCH);
    annotations.put(LabelNames.variant(kind), "compat");
    return image(newest, annotations, new LayerPlan(asOnDisk(), BUILDAH_SHELL));
  }

  private ImagePlan image(
      SortedMap<String, String> labels,
      @Nullable Map<String, String> annotations,
      LayerPlan... layers) {
    labels.putAll(options.extraLabels());
    return new ImagePlan(
        profile, options.timestamp(), labels, annotations, List.of(layers), warnings);
  }

  private void refuseVllm() throws CacheException {
    if (kind != CacheKind.TRITON) {
      throw new CacheException(
          Reason.PROFILE,
          "profile " + profile.id(),
          "is for Triton caches only, this is a vLLM cache; use profile " + Profile.CURRENT.id());
    }
  }

  private DummyKey keys() {
    return new DummyKey(
        profile == Profile.CARGOHOLD ? DummyKey.Dialect.NULL_PTX : DummyKey.Dialect.ZERO_PTX,
        options.tritonKey(),
        options.env());
  }

  private SortedMap<String, String> titled(SortedMap<String, String> labels) {
    if (options.title() != null) {
      labels.put(LabelNames.TITLE, options.title());
    }
    return labels;
  }

  private static List<CacheFile> joined(List<CacheFile> first, List<CacheFile> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private List<CacheFile> manifest(byte[] content) {
    String folder = kind.manifestFolder();
    return List.of(
        new CacheFile.Folder(folder, FOLDER_MODE, modified),
        new CacheFile.Generated(
            folder + "/" + InImageManifest.FILE_NAME, FILE_MODE, modified, content));
  }

  private List<CacheFile> cache() {
    return inCacheFolder(scan.files().stream().map(file -> file.with(mode(file), modified)));
  }

  private List<CacheFile> asOnDisk() {
    return inCacheFolder(scan.files().stream().map(file -> file.with(file.mode(), modified)));
  }

  private List<CacheFile> sanitized() throws IOException {
    List<CacheFile> files = new ArrayList<>();
    for (CacheFile file : cache()) {
      byte[] content = file instanceof CacheFile.Regular regular ? sanitized(regular) : null;
      files.add(
          content == null
              ? file
              : new CacheFile.Generated(file.path(), file.mode(), modified, content));
    }
    return files;
  }

  private byte @Nullable [] sanitized(CacheFile.Regular file) throws IOException {
    if (!GroupFile.isGroupFile(file.path())) {
      return null;
    }
    try (InputStream in = file.open()) {
      Optional<byte[]> content = GroupFile.parse(in.readAllBytes()).sanitized();
      if (content.isEmpty()) {
        warnings.add(Printable.of(file.path()) + " has no child paths to cut; it stays as it is");
      }
      return content.orElse(null);
    } catch (JsonException e) {
      throw new CacheException(
          Reason.MALFORMED, file.source().toString(), "is " + e.getMessage(), e);
    }
  }

  private List<CacheFile> inCacheFolder(Stream<CacheFile> files) {
    String folder = kind.cacheFolder();
    CacheFile top = new CacheFile.Folder(folder, FOLDER_MODE, modified);
    return Stream.concat(Stream.of(top), files.map(file -> file.under(folder))).toList();
  }

  private static int mode(CacheFile file) {
    if (file instanceof CacheFile.Folder) {
      return FOLDER_MODE;
    }
    return (file.mode() & EXECUTE_BITS) == 0 ? FILE_MODE : PROGRAM_MODE;
  }
}
