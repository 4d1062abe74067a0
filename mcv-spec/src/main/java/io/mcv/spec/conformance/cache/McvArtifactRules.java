package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_OCI_ARTIFACT;

import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import java.util.List;
import java.util.Optional;

/** The group {@code mcv-oci-artifact}. */
public final class McvArtifactRules {
  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      List.of(
          must(
              "MCV-ARTIFACT-01",
              MCV_OCI_ARTIFACT,
              "An artifact MUST have exactly one layer.",
              McvArtifactRules::oneLayer),
          must(
              "MCV-ARTIFACT-02",
              MCV_OCI_ARTIFACT,
              "The layer of an artifact MUST have the type"
                  + " `application/cache.KIND.content.layer.v1+KIND`, the same kind twice.",
              McvArtifactRules::type),
          must(
              "MCV-ARTIFACT-03",
              MCV_OCI_ARTIFACT,
              "The layer of an artifact MUST be a tar compressed with gzip.",
              McvArtifactRules::gzip),
          must(
              "MCV-ARTIFACT-04",
              MCV_OCI_ARTIFACT,
              "The kind in the type of an artifact's layer MUST be that of its cache folder.",
              McvArtifactRules::kind));

  private McvArtifactRules() {}

  private static Outcome oneLayer(CacheView cache) {
    return LayerTypeRules.oneLayer(cache, "put all files into one layer");
  }

  private static Outcome type(CacheView cache) {
    LayerView layer = cache.image().layers().stream().findFirst().orElse(null);
    if (layer == null) {
      return Outcome.notApplicable("no layers");
    }
    String kind = cache.kind().orElse(CacheKind.TRITON).id();
    return ArtifactType.isRight(layer.mediaType())
        ? Outcome.pass(layer.mediaType())
        : Outcome.fail(
            new Violation(
                Place.of(layer.name()),
                "application/cache." + kind + ".content.layer.v1+" + kind,
                layer.mediaType(),
                "name the kind of the cache in both places"));
  }

  private static Outcome gzip(CacheView cache) {
    Optional<LayerView> layer =
        cache.image().layers().stream().filter(l -> l.blobFault() == null).findFirst();
    if (layer.isEmpty()) {
      return Outcome.notApplicable("no layer could be read");
    }
    return layer.get().compression() == LayerView.Compression.GZIP
        ? Outcome.pass(layer.get().name())
        : Outcome.fail(
            new Violation(
                Place.of(layer.get().name()),
                "gzip",
                layer.get().compression() == LayerView.Compression.ZSTD ? "zstd" : "no gzip",
                "compress the layer with gzip; tools do not look before they do that"));
  }

  private static Outcome kind(CacheView cache) {
    LayerView layer = cache.image().layers().stream().findFirst().orElse(null);
    CacheKind kind = cache.kind().orElse(null);
    if (layer == null || kind == null || !ArtifactType.isRight(layer.mediaType())) {
      return Outcome.notApplicable("no cache folder, or no layer of such a type");
    }
    String named = ArtifactType.kind(layer.mediaType());
    return named.equals(kind.id())
        ? Outcome.pass(named)
        : Outcome.fail(
            new Violation(Place.of(layer.name()), kind.id(), named, "name the kind of the cache"));
  }
}
