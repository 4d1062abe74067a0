package io.mcv.client;

import io.mcv.client.conformance.ImageViewReader;
import io.mcv.client.conformance.LayoutViewReader;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.LayoutFiles;
import io.mcv.oci.layout.LayoutReader;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.OciException;
import io.mcv.oci.reference.Reference;
import io.mcv.spec.conformance.Conformance;
import io.mcv.spec.conformance.ConformanceReport;
import io.mcv.spec.conformance.image.BlobFault;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.LayoutView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds one image against the rules of its format. */
final class ImageValidation {
  private final ValidateRequest request;
  private final Reference reference;
  private final Places places;

  ImageValidation(ValidateRequest request, Places places) {
    this.request = request;
    this.reference = Reference.parse(request.image());
    this.places = places;
  }

  ValidateResult run() throws IOException {
    Optional<LayoutFiles> files =
        request.from() == null ? places.layoutFiles(reference) : Optional.empty();
    if (files.isPresent()) {
      try (LayoutFiles opened = files.get()) {
        return inLayout(opened);
      }
    }
    // Not through the vault, as other commands read: what the registry itself holds is judged.
    try (Found found = places.find(reference, request.from(), false)) {
      return image(found.source(), found.name(), null);
    }
  }

  /** A layout that is malformed has no image, and its rules say why. */
  private ValidateResult inLayout(LayoutFiles files) throws IOException {
    LayoutView layout = LayoutViewReader.read(files);
    LayoutReader reader = new LayoutReader(place(), files);
    if (isMissing(layout.marker()) && isMissing(layout.index())) {
      reader.check();
    }
    try {
      reader.check();
      reader.images();
    } catch (OciException e) {
      return withoutImage(layout, e);
    }
    return image(source(reader), reference.toString(), layout);
  }

  private String place() {
    return reference instanceof Reference.OciLayout oci
        ? "oci:" + oci.path()
        : "oci-archive:" + ((Reference.OciArchive) reference).path();
  }

  private ImageSource source(LayoutReader reader) throws IOException {
    if (reference instanceof Reference.OciLayout oci) {
      Digest digest = oci.digest();
      return digest == null ? reader.source(oci.refName()) : reader.source(digest);
    }
    return reader.source(((Reference.OciArchive) reference).refName());
  }

  /** What cannot be opened never passes: without a rule that says why, the reason is thrown. */
  private ValidateResult withoutImage(LayoutView layout, OciException reason) throws OciException {
    ConformanceReport report = check(new ImageView(layout, List.of(), null, null, List.of(), null));
    if (report.conforms()) {
      throw reason;
    }
    return new ValidateResult(reference.toString(), null, null, report);
  }

  private ValidateResult image(ImageSource source, String name, @Nullable LayoutView layout)
      throws IOException {
    List<ImageIndex> ofOtherPlatforms = new ArrayList<>();
    ImageViewReader reader =
        new ImageViewReader(
            index -> {
              Optional<Descriptor> chosen = PlatformChoice.choose(index, request.platform());
              if (chosen.isEmpty()) {
                ofOtherPlatforms.add(index);
              }
              return chosen;
            },
            request.limits());
    ImageView view = reader.read(source, layout);
    if (!ofOtherPlatforms.isEmpty()) {
      throw PlatformChoice.missing(ofOtherPlatforms.get(0), request.platform(), name);
    }
    Digest digest = source.keepsManifest() ? source.addressed().digest() : null;
    Document manifest = view.manifest();
    Digest own = manifest == null || manifest.fault().isPresent() ? null : manifest.digest();
    return new ValidateResult(name, digest, own, check(view));
  }

  private ConformanceReport check(ImageView view) {
    return request.formats() == null
        ? Conformance.check(view)
        : Conformance.check(view, request.formats());
  }

  private static boolean isMissing(@Nullable Document document) {
    return document != null
        && document.fault().filter(fault -> fault.kind() == BlobFault.Kind.MISSING).isPresent();
  }
}
