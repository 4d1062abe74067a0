package io.mcv.client;

import io.mcv.client.gpu.GpuHost;
import io.mcv.client.gpu.GpuOptions;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.HardwareReport;
import io.mcv.oci.cosign.BlobVerifier;
import io.mcv.oci.cosign.SignatureVerdict;
import io.mcv.oci.cosign.VerificationPolicy;
import io.mcv.oci.cosign.encoding.BoundedFile;
import io.mcv.oci.cosign.key.SignedContent;
import io.mcv.oci.cosign.verdict.SignatureLimits;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.Reference;
import io.mcv.oci.registry.Deletion;
import io.mcv.oci.registry.RegistryClient;
import io.mcv.oci.registry.RegistryOptions;
import io.mcv.spec.image.ImagePlan;
import io.mcv.spec.image.PlanOptions;
import io.mcv.spec.image.Profile;
import io.mcv.spec.scan.CacheScan;
import io.mcv.spec.scan.CacheScanner;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Creates, inspects, verifies, extracts and copies images of kernel caches.
 *
 * <p>References are those of the command line, as {@link Reference} lists them: of every transport,
 * or the name of an image in the vault, an engine or a registry. Threads may share a client. It
 * keeps connections to registries for the next call; closing it gives them up.
 *
 * <p>All methods throw {@link io.mcv.oci.reference.ReferenceSyntaxException} for a reference that
 * cannot be read, {@link UnsupportedTransportException} for a place that cannot do it, and an
 * {@link io.mcv.oci.model.OciException} where an image or its place is not as it must be. Where a
 * registry is asked, they throw a {@link io.mcv.oci.registry.RegistryException} if it does not do
 * it, and where an engine is, an {@link io.mcv.oci.registry.engine.EngineException}.
 */
public final class McvClient implements Closeable {
  private static final String TITLE = "org.opencontainers.image.title";

  private final HostEnvironment environment;
  private final TransferOptions transfers;
  private final Registries registries;
  private final Places places;
  private final LayerCache cache;

  /** A client whose vault, default folders and registries are those of an environment. */
  public McvClient(HostEnvironment environment) {
    this(environment, TransferOptions.of(environment));
  }

  /** A client that talks to registries in a way of its own. */
  public McvClient(HostEnvironment environment, TransferOptions transfers) {
    this.environment = environment;
    this.transfers = transfers;
    this.registries = new Registries(transfers.registry());
    this.places = places(registries);
    this.cache = new LayerCache(environment.vault());
  }

  /** A client in the environment of this process. */
  public static McvClient ofProcess() {
    return new McvClient(HostEnvironment.ofProcess());
  }

  /**
   * Packs a cache.
   *
   * @throws io.mcv.spec.CacheException if the folder is no cache, or cannot be read whole
   * @throws io.mcv.oci.model.UnsupportedFormatException if the place cannot hold the format that
   *     was asked for, or the format the layers
   */
  public CreateResult create(CreateRequest request) throws IOException {
    Reference reference = Reference.parse(request.image());
    Places.checkWritable(reference);
    Profile profile = request.profile();
    ImageCreation creation = new ImageCreation(request, reference, places, transfers);
    CacheScan scan = CacheScanner.scan(request.folder(), profile.scanOptions());
    ImagePlan plan =
        profile.plan(
            scan,
            PlanOptions.of(request.timestamp())
                .withTitle(title(reference))
                .withExtraLabels(labels(request)));
    List<String> warnings = new ArrayList<>(scan.warnings());
    warnings.addAll(plan.warnings());
    warnings.addAll(creation.warnings());
    ImageBuilder.BuiltImage image = creation.write(scan, plan);
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

  /**
   * Copies an image, byte for byte where nothing else is asked for and the destination can hold it
   * so; else as skopeo converts it.
   *
   * @throws io.mcv.oci.model.UnsupportedFormatException if the destination cannot hold such an
   *     image in any form, or digests are to stay and cannot
   * @throws PolicyRefusedException if the policy refuses the image; nothing is written then
   */
  public CopyResult copy(CopyRequest request) throws IOException {
    Reference destination = Reference.parse(request.destination());
    Places.checkWritable(destination);
    Reference source = Reference.parse(request.source());
    try (PlacesOf from = placesOf(request.sourceRegistry());
        PlacesOf to = placesOf(request.destinationRegistry());
        Found found = from.places().find(source, null, isChecked(request.policy()))) {
      RawManifest manifest =
          request.all()
              ? found.source().manifest()
              : ResolvedImage.of(found.source(), request.platform()).raw();
      Digest addressed = found.source().manifest().digest();
      found.candidate(source, addressed, manifest.digest()).acceptedBy(request.policy());
      Optional<OciLayout> layout =
          found.isRemote() ? to.places().layout(destination) : Optional.empty();
      if (layout.isPresent()) {
        return pull(request, found, manifest, layout.get(), Places.nameInLayout(destination));
      }
      try (ImageSink sink = to.places().sink(destination)) {
        // No registry is asked for what could not be kept.
        boolean attachments =
            request.attachments() && (sink.holdsAttachments() || !found.isRemote());
        return new ImageCopy(found.source(), sink, transfers, request.changes(), attachments)
            .run(manifest);
      }
    }
  }

  /**
   * From the cache where that has blobs; those that had to be pulled stay in it where that is free.
   */
  private CopyResult pull(
      CopyRequest request,
      Found found,
      RawManifest manifest,
      OciLayout layout,
      @Nullable String refName)
      throws IOException {
    TransferOptions quiet = transfers.withListener(TransferListener.NONE);
    try (CachedImage cached = new CachedImage(found.source(), cache, false, quiet);
        ImageSink sink = layout.sink(refName)) {
      TransferListener adopting = new AdoptingListener(transfers.listener(), cached, layout);
      return new ImageCopy(
              cached,
              sink,
              transfers.withListener(adopting),
              request.changes(),
              request.attachments())
          .run(manifest);
    }
  }

  /**
   * The tags of an image's repository in a registry, in the registry's order, or of the images in a
   * {@code docker-archive:}.
   *
   * @throws UnsupportedTransportException if the reference is neither
   */
  public TagList tags(String repository) throws IOException {
    Reference reference = Reference.parse(repository);
    if (reference instanceof Reference.DockerArchive archive) {
      return new TagList(null, places.tags(archive));
    }
    ImageName name = Places.inRegistry(reference);
    return new TagList(RegistryClient.repositoryName(name), registries.client().tags(name));
  }

  /**
   * Deletes an image from a registry: its tag alone where the registry can do that, else its
   * manifest with every tag of it.
   *
   * @throws UnsupportedTransportException if the reference is not {@code docker://NAME}
   */
  public Deletion delete(String image) throws IOException {
    return registries.client().delete(Places.inRegistry(Reference.parse(image)));
  }

  /**
   * The registries, by their protocol: logins, referrers, catalogs. It is closed with the client.
   */
  public RegistryClient registries() {
    return registries.client();
  }

  /** Gives connections to registries up. */
  @Override
  public void close() {
    registries.close();
  }

  /**
   * Opens an image to look at it.
   *
   * @param platform image of an index to take; null for this host's, or the only one
   */
  public ImageInspection inspect(String image, @Nullable Platform platform) throws IOException {
    return inspect(image, platform, null);
  }

  /**
   * Opens an image to look at it.
   *
   * @param platform image of an index to take; null for this host's
   * @param from the only place where a bare name is looked for; null for all of them in their order
   */
  public ImageInspection inspect(
      String image, @Nullable Platform platform, @Nullable NamePlace from) throws IOException {
    return new ImageInspection(
        places.find(Reference.parse(image), from, false), platform, cache, transfers);
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
    Reference reference = Reference.parse(request.image());
    boolean signed = isChecked(request.policy());
    try (Found found = places.find(reference, request.from(), signed)) {
      return new CacheExtraction(request, found, environment, cache, transfers).run();
    }
  }

  /**
   * Judges an image by its signatures, which are looked for where the image is and nowhere else. No
   * layer is read, or need be there. What is refused is told in the result.
   *
   * @throws io.mcv.oci.cosign.policy.PolicyException if the policy names what cannot be read
   * @throws io.mcv.oci.model.LimitExceededException if there are too many signatures to look at
   */
  public VerifyResult verify(VerifyRequest request) throws IOException {
    Reference reference = Reference.parse(request.image());
    try (Found found = places.find(reference, request.from(), true)) {
      return new ImageVerification(request, reference, found).run();
    }
  }

  /**
   * Judges a Sigstore bundle over a file.
   *
   * @param bundle where it is
   * @param file that must be signed, or be a subject of the signed statement
   * @param predicateType of the statement; null where any is accepted, and a message too
   */
  public SignatureVerdict verifyBlob(
      Path bundle, SignedContent file, VerificationPolicy policy, @Nullable String predicateType)
      throws IOException {
    byte[] json = BoundedFile.read(bundle, SignatureLimits.MAX_DOCUMENT_BYTES);
    return new BlobVerifier(policy).verify(json, bundle.toString(), file, predicateType);
  }

  /**
   * Whether an image fits the visible GPUs of this host, by its labels. No layer is read.
   *
   * @throws NotACacheImageException if the image has no labels of a cache
   */
  public Preflight preflight(String image) throws IOException {
    return preflight(PreflightRequest.of(image, GpuHost.visible(gpus())));
  }

  /**
   * Whether an image fits GPUs. Layers are read where the request says so.
   *
   * @throws NotACacheImageException if the image holds no cache, or has no labels of one where they
   *     are all that is compared
   */
  public Preflight preflight(PreflightRequest request) throws IOException {
    try (ImageInspection inspection =
        inspect(request.image(), request.platform(), request.from())) {
      PreflightCheck check = new PreflightCheck(inspection, request.gpus());
      LayerLimits limits = request.kernels();
      return limits == null ? check.labels() : check.kernels(limits);
    }
  }

  /**
   * Signs an image with a key, and stores the signature beside it: in its repository, layout or the
   * vault. Other signatures stay. An image that is signed by this key already stays as it is.
   *
   * @throws UnsupportedTransportException if the place of the image holds no signatures
   */
  public SignResult sign(SignRequest request) throws IOException {
    return new ImageSigning(places, request.signing()).sign(request.annotations());
  }

  /**
   * Signs a claim about an image, and stores it beside the image.
   *
   * @throws UnsupportedTransportException if the place of the image holds no signatures
   * @throws io.mcv.oci.model.MalformedDocumentException if the predicate is not what its type takes
   * @throws IllegalArgumentException if there is no such type
   */
  public SignResult attest(AttestRequest request) throws IOException {
    return new ImageSigning(places, request.signing())
        .attest(request.type(), request.predicate().toArray());
  }

  /**
   * Holds an image against the rules of docs/format.md. Layers are read, each once. What is wrong
   * with the image is told in the result.
   *
   * @throws io.mcv.oci.model.NotFoundException if there is no such image
   */
  public ValidateResult validate(ValidateRequest request) throws IOException {
    return new ImageValidation(request, places).run();
  }

  /** The local store of images. */
  public Vault vault() {
    return new Vault(environment.vault());
  }

  /**
   * The GPUs of this host, and what is known of them from where. Nothing fails: a source that
   * cannot be asked is reported.
   */
  public GpuReport gpus() throws IOException {
    return new GpuHost(GpuOptions.THIS_HOST, environment.variables()).gpus();
  }

  /** The processor of this host, and all of its displays and accelerators. */
  public HardwareReport hardware() throws IOException {
    return new GpuHost(GpuOptions.THIS_HOST, environment.variables()).hardware();
  }

  private static boolean isChecked(ImagePolicy policy) {
    return policy != ImagePolicy.UNCHECKED;
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
    if (reference instanceof Reference.Docker docker) {
      return docker.name().title();
    }
    if (reference instanceof Reference.DockerDaemon docker) {
      return docker.name().title();
    }
    if (reference instanceof Reference.Podman podman) {
      return podman.name().title();
    }
    return reference instanceof Reference.Vault bare ? bare.name().title() : null;
  }

  private PlacesOf placesOf(@Nullable RegistryOptions options) {
    Registries own = options == null ? registries : new Registries(options);
    return new PlacesOf(places(own), own, options != null);
  }

  private Places places(Registries reached) {
    EngineImages engines =
        new EngineImages(environment.forRegistries(), transfers.registry().temporaryFolder());
    return new Places(environment.vault(), reached, engines);
  }
}
