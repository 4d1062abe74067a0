package io.mcv.client;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.ImageConfig.Dialect;
import io.mcv.oci.model.Platform;
import io.mcv.oci.reference.Reference;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.image.ImagePlan;
import io.mcv.spec.image.PlanOptions;
import io.mcv.spec.image.Profile;
import io.mcv.spec.scan.CacheScan;
import io.mcv.spec.scan.CacheScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Creates, inspects and extracts images of kernel caches.
 *
 * <p>References are those of the command line: {@code oci:PATH[:TAG|@DIGEST]}, or the name of an
 * image in the vault. A client holds nothing open, and threads may share it.
 *
 * <p>All methods throw {@link io.mcv.oci.reference.ReferenceSyntaxException} for a reference that
 * cannot be read, {@link UnsupportedTransportException} for one that this version cannot reach, and
 * an {@link io.mcv.oci.model.OciException} where an image or its place is not as it must be.
 */
public final class McvClient {
  private static final String TITLE = "org.opencontainers.image.title";

  private final HostEnvironment environment;
  private final Places places;

  /** A client whose vault and default folders are those of an environment. */
  public McvClient(HostEnvironment environment) {
    this.environment = environment;
    this.places = new Places(environment.vault());
  }

  /** A client in the environment of this process. */
  public static McvClient ofProcess() {
    return new McvClient(HostEnvironment.ofProcess());
  }

  /**
   * Packs a cache.
   *
   * @throws io.mcv.spec.CacheException if the folder is no cache, or cannot be read whole
   */
  public CreateResult create(CreateRequest request) throws IOException {
    Reference reference = Reference.parse(request.image());
    Places.checkWritable(reference);
    Profile profile = request.profile();
    CacheScan scan = CacheScanner.scan(request.folder(), profile.scanOptions());
    ImagePlan plan =
        profile.plan(
            scan,
            PlanOptions.of(request.timestamp())
                .withTitle(title(reference))
                .withExtraLabels(labels(request)));
    List<String> warnings = new ArrayList<>(scan.warnings());
    warnings.addAll(plan.warnings());
    ImageBuilder.BuiltImage image = write(request, reference, scan, plan);
    return new CreateResult(
        reference.toString(),
        image.manifest().descriptor(),
        image.config(),
        image.layers(),
        scan.kind(),
        scan.entryCount(),
        scan.sizeBytes(),
        List.copyOf(scan.targets()),
        plan.labels(),
        scan.portability(),
        warnings);
  }

  private ImageBuilder.BuiltImage write(
      CreateRequest request, Reference reference, CacheScan scan, ImagePlan plan)
      throws IOException {
    try (CompressionThreads threads = new CompressionThreads();
        ImageSink sink = request.dryRun() ? new DiscardingSink() : places.sink(reference)) {
      return new ImageBuilder(
              plan,
              platform(request, scan),
              request.profile() == Profile.BUILDAH_1_28
                  ? Dialect.IMAGE_SPEC_1_0
                  : Dialect.IMAGE_SPEC_1_1,
              compression(request).compressor(threads.executor(), threads.count()),
              request.annotations())
          .writeTo(sink);
    }
  }

  /**
   * Opens an image to look at it.
   *
   * @param platform image of an index to take; null for this host's
   */
  public ImageInspection inspect(String image, @Nullable Platform platform) throws IOException {
    return new ImageInspection(
        places.find(Reference.parse(image)), platform == null ? PlatformChoice.ofHost() : platform);
  }

  /**
   * Puts the cache of an image back into a folder, which is then complete or as it was.
   *
   * @throws NotACacheImageException if the image holds no cache
   * @throws NoFittingGpuException if GPUs were asked for and none fits
   * @throws PolicyRefusedException if the policy refuses the image
   * @throws io.mcv.client.publish.TargetConflictException if files of the target stand in the way
   * @throws io.mcv.oci.layer.LayerException if a layer is damaged or hostile
   */
  public ExtractResult extract(ExtractRequest request) throws IOException {
    try (Places.Found found = places.find(Reference.parse(request.image()))) {
      return new CacheExtraction(request, found, environment).run();
    }
  }

  /** The local store of images. */
  public Vault vault() {
    return new Vault(environment.vault());
  }

  /**
   * The GPUs of this host, as far as this version can tell: none.
   *
   * <p>Whoever knows them gives them to {@link ExtractRequest#withGpus}.
   */
  public List<GpuTarget> hostGpus() {
    return List.of();
  }

  /** A title that was asked for is there in every profile. */
  private static Map<String, String> labels(CreateRequest request) {
    Map<String, String> labels = new TreeMap<>();
    String title = request.title();
    if (title != null) {
      labels.put(TITLE, title);
    }
    labels.putAll(request.labels());
    return labels;
  }

  private static @Nullable String title(Reference reference) {
    return reference instanceof Reference.Vault bare ? bare.name().title() : null;
  }

  private static Platform platform(CreateRequest request, CacheScan scan) {
    Platform asked = request.platform();
    if (asked != null) {
      return asked;
    }
    return request.profile().hostPlatform()
        ? PlatformChoice.ofHost()
        : Platform.of("linux", scan.machine());
  }

  private static Compression compression(CreateRequest request) {
    Compression asked = request.compression();
    if (asked != null) {
      return asked;
    }
    return request.profile().compressByDefault() ? Compression.GZIP : Compression.NONE;
  }
}
