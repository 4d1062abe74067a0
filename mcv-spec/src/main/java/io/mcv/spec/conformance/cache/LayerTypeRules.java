package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.may;
import static io.mcv.spec.conformance.cache.CacheCheck.must;
import static io.mcv.spec.conformance.rule.RuleGroup.MCV_COMPAT;

import io.mcv.oci.model.MediaType;
import io.mcv.spec.CacheKind;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.image.LabelNames;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of {@code mcv-compat} about layers and annotations. */
final class LayerTypeRules {
  static final List<Rule> ALL =
      List.of(
          must(
              "MCV-LAYER-01",
              MCV_COMPAT,
              "A layer MUST have a type of OCI or docker for tar, plain or compressed with gzip or"
                  + " zstd; the layer of an artifact has its own.",
              LayerTypeRules::types),
          may(
              "MCV-LAYER-02",
              MCV_COMPAT,
              "A manifest MAY say by the annotation `cache.KIND.image/variant` that it is `compat`;"
                  + " no other value or spelling is known.",
              LayerTypeRules::variant));

  private static final Set<String> TYPES =
      Set.of(
          MediaType.OCI_LAYER_TAR.value(),
          MediaType.OCI_LAYER_TAR_GZIP.value(),
          MediaType.OCI_LAYER_TAR_ZSTD.value(),
          MediaType.DOCKER_LAYER_TAR.value(),
          MediaType.DOCKER_LAYER_TAR_GZIP.value());

  private LayerTypeRules() {}

  private static Outcome types(CacheView cache) {
    List<LayerView> layers = cache.image().layers();
    if (layers.isEmpty()) {
      return Outcome.notApplicable("no layers");
    }
    Violations violations = new Violations("layers");
    for (LayerView layer : layers) {
      if (!TYPES.contains(layer.mediaType()) && !ArtifactType.is(layer.mediaType())) {
        violations.add(
            () ->
                new Violation(
                    Place.of(layer.name()),
                    MediaType.OCI_LAYER_TAR_GZIP.value(),
                    layer.mediaType(),
                    "name the type of the layer; other tools unpack no other"));
      }
    }
    return violations.outcome(layers.size() + " layers");
  }

  private static Outcome variant(CacheView cache) {
    Document manifest = cache.image().manifest();
    JsonValue annotations =
        manifest == null
            ? null
            : manifest.json().flatMap(json -> json.member("annotations")).orElse(null);
    if (manifest == null || annotations == null) {
      return Outcome.notApplicable("no annotations");
    }
    for (Map.Entry<String, JsonValue> each : annotations.members().entrySet()) {
      String name = each.getKey();
      if (name.endsWith(".image/variant")) {
        boolean right =
            (name.equals(LabelNames.variant(CacheKind.TRITON))
                    || name.equals(LabelNames.variant(CacheKind.VLLM)))
                && "compat".equals(each.getValue().value());
        return right
            ? Outcome.pass(name + "=compat")
            : Outcome.fail(
                new Violation(
                    Place.of(manifest, each.getValue()),
                    "cache.KIND.image/variant=compat",
                    name + "=" + each.getValue().text().orElse(each.getValue().type()),
                    "spell it so, or leave it out"));
      }
    }
    return Outcome.notApplicable("no annotation variant");
  }

  /** That there is one layer, for the formats that want so. */
  static Outcome oneLayer(CacheView cache, String remedy) {
    int layers = cache.image().layers().size();
    if (layers == 0) {
      return Outcome.notApplicable("no layers");
    }
    return layers == 1
        ? Outcome.pass("one layer")
        : Outcome.fail(new Violation(Place.of("layers"), "one layer", layers + " layers", remedy));
  }
}
