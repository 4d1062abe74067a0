package io.mcv.spec.conformance.cache;

import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Violation;

/** Whether the in-image manifest is there, as a list or an object. */
final class ManifestForm {
  private ManifestForm() {}

  static Outcome check(CacheView cache, boolean asList) {
    String expected = asList ? "a list" : "an object";
    if (cache.manifest().isEmpty()) {
      return cache.payload().isRead() && cache.kind().isPresent()
          ? Outcome.fail(
              new Violation(
                  Place.of("layers"),
                  "a manifest.json beside the cache folder, " + expected,
                  "none",
                  "add the manifest, or choose the profile that the image has"))
          : Outcome.notApplicable("no cache folder, or layers that could not be read");
    }
    JsonValue json = cache.manifestJson().orElse(null);
    if (json == null || !json.isList() && !json.isObject()) {
      return Outcome.notApplicable("the in-image manifest is neither a list nor an object");
    }
    return json.isList() == asList
        ? Outcome.pass(expected)
        : Outcome.fail(
            new Violation(
                cache.manifest().get().place(""),
                expected,
                json.type(),
                "write the manifest of this generation, or choose another profile"));
  }
}
