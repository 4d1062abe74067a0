package io.mcv.client;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.LayerCompression;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.Manifest;
import io.mcv.oci.model.ManifestFormat;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.UnsupportedFormatException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a copy has to do, found before anything is moved: all manifests, and which of them have to
 * be others at the destination.
 */
final class CopyPlan {
  private static final int MAX_DEPTH = 4;
  private static final int MAX_MANIFESTS = 10_000;

  private final ImageSource source;
  private final ImageSink sink;
  private final SinkForm form;
  private final CopyChanges changes;
  private final ImagePlanner images;
  private final Map<Digest, PlannedManifest> manifests = new LinkedHashMap<>();

  CopyPlan(ImageSource source, ImageSink sink, CopyChanges changes) {
    this.source = source;
    this.sink = sink;
    this.form = sink.form();
    this.changes = changes;
    this.images = new ImagePlanner(source, sink, changes);
  }

  /** All manifests, innermost first. */
  Collection<PlannedManifest> manifests() {
    return manifests.values();
  }

  /**
   * Plans a manifest or an index with all that it names.
   *
   * @throws UnsupportedFormatException if the destination cannot hold it, in any form that it can
   *     be given
   */
  PlannedManifest add(RawManifest raw) throws IOException {
    return add(raw, 0, false);
  }

  /** Plans one that must stay as it is. */
  PlannedManifest addAsItIs(RawManifest raw) throws IOException {
    return add(raw, 0, true);
  }

  private PlannedManifest add(RawManifest raw, int depth, boolean asItIs) throws IOException {
    PlannedManifest known = manifests.get(raw.digest());
    if (known != null) {
      return known;
    }
    if (depth > MAX_DEPTH || manifests.size() > MAX_MANIFESTS) {
      throw new MalformedDocumentException(
          source.describe()
              + " nests more than "
              + MAX_DEPTH
              + " indexes or names more than "
              + MAX_MANIFESTS
              + " manifests");
    }
    Manifest manifest = raw.parse();
    PlannedManifest planned =
        manifest instanceof ImageIndex index
            ? index(raw, index, depth, asItIs)
            : image(raw, (ImageManifest) manifest, asItIs);
    check(planned);
    manifests.put(raw.digest(), planned);
    return planned;
  }

  private void check(PlannedManifest planned) throws IOException {
    if (!planned.changes()) {
      sink.checkManifest(planned.source());
    } else if (changes.preserveDigests()) {
      throw new UnsupportedFormatException(
          "manifest "
              + planned.source().digest()
              + " of "
              + source.describe()
              + " would have to change to be held by "
              + sink.describe()
              + " in the form that is asked for, and --preserve-digests forbids that");
    }
  }

  private PlannedManifest.Index index(RawManifest raw, ImageIndex index, int depth, boolean asItIs)
      throws IOException {
    Map<Digest, PlannedManifest> children = new LinkedHashMap<>();
    ManifestFormat own = ManifestFormat.of(index.mediaType());
    if (form.indexes().isEmpty()) {
      throw new UnsupportedFormatException(
          source.describe()
              + " is an index of several images, and "
              + sink.describe()
              + " holds one: choose it with --platform instead of --all");
    }
    ManifestFormat format = asItIs ? own : target(own, form.indexes());
    for (Descriptor each : index.manifests()) {
      PlannedManifest known = manifests.get(each.digest());
      children.put(
          each.digest(), known != null ? known : add(source.manifest(each), depth + 1, asItIs));
    }
    return new PlannedManifest.Index(raw, index, format, children);
  }

  private PlannedManifest.Image image(RawManifest raw, ImageManifest manifest, boolean asItIs)
      throws IOException {
    ManifestFormat own = ManifestFormat.of(manifest.mediaType());
    return images.plan(raw, manifest, asItIs ? own : target(own, form.manifests()), asItIs);
  }

  private ManifestFormat target(ManifestFormat own, List<MediaType> types)
      throws UnsupportedFormatException {
    List<ManifestFormat> held = types.stream().map(ManifestFormat::of).toList();
    ManifestFormat asked = changes.format();
    Compression compression = changes.compression();
    boolean needsOci = compression != null && compression.kind() == LayerCompression.ZSTD;
    if (asked == null && needsOci && held.contains(ManifestFormat.OCI)) {
      return ManifestFormat.OCI;
    }
    ManifestFormat target = Objects.requireNonNullElse(asked, own);
    if (held.contains(target)) {
      return target;
    }
    if (asked != null) {
      throw new UnsupportedFormatException(
          sink.describe() + " holds no images in the format " + asked + " that is asked for");
    }
    return held.get(0);
  }
}
