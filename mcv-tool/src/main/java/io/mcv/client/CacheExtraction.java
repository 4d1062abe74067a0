package io.mcv.client;

import io.mcv.client.publish.Publication;
import io.mcv.client.publish.StagedTree;
import io.mcv.client.publish.Workspace;
import io.mcv.oci.cosign.policy.PolicyDecision;
import io.mcv.oci.layer.LayerBudget;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.reference.Reference;
import io.mcv.spec.CacheKind;
import io.mcv.spec.image.CacheLabels;
import io.mcv.spec.image.CacheSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Extracts one image: checks it against policy and GPUs, unpacks its layers into a private folder,
 * and publishes the cache only when every layer was right to its last byte.
 */
final class CacheExtraction {
  private final ExtractRequest request;
  private final Found found;
  private final HostEnvironment environment;
  private final LayerCache cache;
  private final TransferOptions transfers;
  private final List<String> warnings = new ArrayList<>();

  CacheExtraction(
      ExtractRequest request,
      Found found,
      HostEnvironment environment,
      LayerCache cache,
      TransferOptions transfers) {
    this.request = request;
    this.found = found;
    this.environment = environment;
    this.cache = cache;
    this.transfers = transfers;
  }

  ExtractResult run() throws IOException {
    ResolvedImage image = ResolvedImage.of(found.source(), request.platform());
    PolicyDecision decision =
        found
            .candidate(
                Reference.parse(request.image()), image.addressed().digest(), image.raw().digest())
            .acceptedBy(request.policy());
    if (!found.isRemote()) {
      return run(image, decision);
    }
    List<Descriptor> blobs = new ArrayList<>(image.manifest().layers());
    if (image.hasImageConfig()) {
      blobs.add(image.manifest().config());
    }
    transfers.listener().begins(blobs.size(), blobs.stream().mapToLong(Descriptor::size).sum());
    try (CachedImage cached = new CachedImage(found.source(), cache, true, transfers)) {
      return run(image.from(cached), decision);
    } finally {
      transfers.listener().ends();
    }
  }

  private ExtractResult run(ResolvedImage image, PolicyDecision decision) throws IOException {
    ImageConfig config = image.config();
    Optional<CacheSummary> summary = CacheLabels.read(ResolvedImage.labels(config));
    summary.ifPresent(labels -> warnings.addAll(labels.warnings()));
    GpuRequirement required = request.gpus();
    GpuCheck gpus = null;
    if (required != null) {
      gpus = new GpuCheck(required, found.name(), summary.orElse(null), warnings);
      gpus.labels();
    }

    Path target = request.target();
    if (target == null) {
      target = environment.cacheFolder(CacheContents.kindOf(image, config, request.limits()));
    }
    try (Workspace workspace = Workspace.open(target)) {
      return extract(image, decision, config, summary.orElse(null), gpus, workspace);
    }
  }

  private ExtractResult extract(
      ResolvedImage image,
      PolicyDecision decision,
      @Nullable ImageConfig config,
      @Nullable CacheSummary summary,
      @Nullable GpuCheck gpus,
      Workspace workspace)
      throws IOException {
    PayloadUnpacker unpacker =
        new PayloadUnpacker(workspace.folder(), new LayerBudget(request.limits()));
    List<Descriptor> layers = image.manifest().layers();
    List<@Nullable Digest> diffIds = image.diffIds(config);
    long imageSize = 0;
    if (image.source() instanceof CachedImage cached && layers.size() > 1) {
      cached.prefetch(layers.subList(1, layers.size())); // the first one is unpacked as it comes
    }
    for (int i = 0; i < layers.size(); i++) {
      unpacker.unpack(image.source(), layers.get(i), diffIds.get(i));
      imageSize += layers.get(i).size();
    }
    Map<CacheKind, StagedTree> trees = unpacker.trees();
    CacheKind folder = chooseFolder(trees, summary);
    StagedTree cache = trees.get(folder);
    if (cache == null) {
      throw noCache();
    }
    if (summary != null && folder == summary.kind()) {
      checkSize(summary, cache.bytes(), unpacker.manifests().bytes(folder));
    }
    CacheKind kind = contentKind(folder, cache.root());
    long leftOut =
        gpus == null
            ? 0
            : gpus.contents(cache, kind, unpacker.manifests().manifest(folder, warnings));
    GroupFileRelocation.relocate(cache, workspace.target(), warnings);
    boolean changed =
        Publication.publish(workspace, cache, CacheUnits.of(kind), request.overwrite());
    return new ExtractResult(
        found.name(),
        found.place(),
        image.addressed().digest(),
        decision,
        imageSize,
        kind,
        workspace.target(),
        cache.files(),
        cache.bytes(),
        leftOut,
        changed,
        warnings);
  }

  private CacheKind chooseFolder(Map<CacheKind, StagedTree> trees, @Nullable CacheSummary summary)
      throws IOException {
    if (trees.isEmpty()) {
      throw noCache();
    }
    if (trees.size() == 1) {
      return trees.keySet().iterator().next();
    }
    if (summary == null) {
      throw new NotACacheImageException(
          found.name() + " holds a Triton and a vLLM cache and no label says which one is meant");
    }
    warnings.add(
        "the image holds more than one cache; only " + summary.kind().cacheFolder() + " was used");
    return summary.kind();
  }

  private NotACacheImageException noCache() {
    return new NotACacheImageException(
        found.name()
            + " is not a kernel cache: no layer has a folder io.triton.cache or io.vllm.cache");
  }

  private static CacheKind contentKind(CacheKind folder, Path cache) {
    return CacheUnits.kind(
        folder, name -> Files.isDirectory(cache.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * The label counts the bytes of the payload, but for images of May to July 2025: those were
   * counted before their group files were shortened, and have a list as in-image manifest.
   */
  private void checkSize(CacheSummary summary, long bytes, byte @Nullable [] manifest)
      throws NotACacheImageException {
    Long labelled = summary.sizeBytes();
    if (labelled == null || labelled == bytes) {
      return;
    }
    String difference =
        "the label cache-size-bytes says " + labelled + " bytes, the layers hold " + bytes;
    boolean countedBefore = manifest == null || manifest.length == 0 || manifest[0] == '[';
    if (!countedBefore) {
      throw new NotACacheImageException(
          found.name() + " is damaged or was changed after it was made: " + difference);
    }
    warnings.add(difference);
  }
}
