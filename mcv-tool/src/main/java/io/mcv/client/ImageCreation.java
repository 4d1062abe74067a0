package io.mcv.client;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.LayerPreference;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.model.ImageConfig.Dialect;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.Platform;
import io.mcv.oci.reference.Reference;
import io.mcv.spec.image.ImagePlan;
import io.mcv.spec.image.Profile;
import io.mcv.spec.scan.CacheScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a planned image to its place, in the form that the place can hold. */
final class ImageCreation {
  private final CreateRequest request;
  private final Reference reference;
  private final Places places;
  private final TransferOptions transfers;
  private final SinkForm form;
  private final ManifestFormat format;

  /**
   * An image for a place.
   *
   * @throws UnsupportedTransportException if a format was asked for that the place cannot hold
   */
  ImageCreation(
      CreateRequest request, Reference reference, Places places, TransferOptions transfers)
      throws UnsupportedTransportException {
    this.request = request;
    this.reference = reference;
    this.places = places;
    this.transfers = transfers;
    this.form = Places.form(reference);
    this.format = format();
  }

  private ManifestFormat format() throws UnsupportedTransportException {
    ManifestFormat asked = request.format();
    if (asked != null && !form.manifests().contains(asked.manifest())) {
      throw new UnsupportedTransportException(
          reference + " cannot hold an image in the format " + asked);
    }
    ManifestFormat usual =
        request.profile().writtenByDocker() ? ManifestFormat.DOCKER : ManifestFormat.OCI;
    ManifestFormat wanted = asked == null ? usual : asked;
    return form.manifests().contains(wanted.manifest())
        ? wanted
        : ManifestFormat.of(form.manifests().get(0));
  }

  /** What the place cannot keep of what was asked for. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (format == ManifestFormat.DOCKER && !request.annotations().isEmpty()) {
      warnings.add("docker's schema 2 has no annotations: they were left out");
    }
    Compression asked = request.compression();
    if (holdsPlainLayers() && asked != null && asked != Compression.NONE) {
      warnings.add(reference + " holds plain layers: they were not compressed");
    }
    return warnings;
  }

  ImageBuilder.BuiltImage write(CacheScan scan, ImagePlan plan) throws IOException {
    if (request.dryRun()) {
      try (ImageSink nowhere = new DiscardingSink(form)) {
        return build(scan, plan, nowhere);
      }
    }
    if (reference instanceof Reference.Docker) {
      return writeToRegistry(scan, plan);
    }
    try (ImageSink sink = places.sink(reference)) {
      ImageBuilder.BuiltImage image = build(scan, plan, sink);
      sink.publish(image.manifest());
      return image;
    }
  }

  /** Built first and sent then: a registry wants the digest of a blob before its first byte. */
  private ImageBuilder.BuiltImage writeToRegistry(CacheScan scan, ImagePlan plan)
      throws IOException {
    try (ImageSink registry = places.sink(reference);
        TemporaryLayout temporary = TemporaryLayout.in(transfers.registry().temporaryFolder())) {
      ImageBuilder.BuiltImage image;
      try (ImageSink sink = temporary.sink()) {
        image = build(scan, plan, sink);
      }
      try (ImageSource source = temporary.source(image.manifest())) {
        new ImageCopy(source, registry, transfers).run(image.manifest());
      }
      return image;
    }
  }

  private ImageBuilder.BuiltImage build(CacheScan scan, ImagePlan plan, ImageSink sink)
      throws IOException {
    try (CompressionThreads threads = new CompressionThreads()) {
      return new ImageBuilder(
              plan,
              platform(scan),
              request.profile() == Profile.BUILDAH_1_28
                  ? Dialect.IMAGE_SPEC_1_0
                  : Dialect.IMAGE_SPEC_1_1,
              compression().compressor(threads.executor(), threads.count()),
              format,
              request.annotations())
          .writeTo(sink);
    }
  }

  private Platform platform(CacheScan scan) {
    Platform asked = request.platform();
    if (asked != null) {
      return asked;
    }
    return request.profile().hostPlatform()
        ? PlatformChoice.ofHost()
        : Platform.of("linux", scan.machine());
  }

  private boolean holdsPlainLayers() {
    return form.layers() == LayerPreference.DECOMPRESS;
  }

  private Compression compression() {
    Compression asked = request.compression();
    if (holdsPlainLayers()) {
      return Compression.NONE;
    }
    if (asked != null) {
      return asked;
    }
    return request.profile().compressByDefault() ? Compression.GZIP : Compression.NONE;
  }
}
