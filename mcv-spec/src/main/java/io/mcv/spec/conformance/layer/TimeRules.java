package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.image.LayerView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** One timestamp for all of an image. */
final class TimeRules {
  private static final String ONE_TIME = "give all the same time, as tar --mtime does";

  private static final Rule REPRO_03 =
      Reproducibility.rule(
          "REPRO-03",
          "All entries of an image SHOULD have the same time.",
          TimeRules::checkOneTime);

  private static final Rule REPRO_04 =
      Reproducibility.rule(
          "REPRO-04",
          "The time of the entries SHOULD be that of the field `created` of the configuration, in"
              + " whole seconds.",
          TimeRules::checkCreated);

  private static final Rule REPRO_05 =
      Reproducibility.rule(
          "REPRO-05",
          "The times in the history of the configuration SHOULD be its `created`.",
          TimeRules::checkHistory);

  static final List<Rule> ALL = List.of(REPRO_03, REPRO_04, REPRO_05);

  private TimeRules() {}

  private static Outcome checkOneTime(ImageView image) {
    Violations violations = new Violations("entries");
    Optional<EntryView> first = firstEntry(image);
    for (LayerView layer : JudgedLayers.of(image)) {
      for (EntryView entry : layer.entries()) {
        if (entry.modifiedSeconds() != first.orElseThrow().modifiedSeconds()) {
          violations.add(
              () ->
                  new Violation(
                      Place.of(layer, entry),
                      "second " + first.orElseThrow().modifiedSeconds() + ", as the first entry",
                      "second " + entry.modifiedSeconds(),
                      ONE_TIME));
        }
      }
    }
    return JudgedLayers.outcome(image, violations);
  }

  private static Outcome checkCreated(ImageView image) {
    Optional<Instant> created = created(image).flatMap(TimeRules::instant);
    Optional<EntryView> first = firstEntry(image);
    if (created.isEmpty() || first.isEmpty()) {
      return Outcome.notApplicable("the configuration has no time, or the layers have no entry");
    }
    if (checkOneTime(image).verdict() == Outcome.Verdict.FAIL) {
      return Outcome.notApplicable("the entries have several times");
    }
    long expected = created.get().getEpochSecond();
    long found = first.get().modifiedSeconds();
    if (expected == found) {
      return Outcome.pass("all entries are of second " + found);
    }
    return Outcome.fail(
        new Violation(
            Place.of(JudgedLayers.of(image).get(0), first.get()),
            "second " + expected + ", as the configuration has it",
            "second " + found,
            ONE_TIME));
  }

  private static Outcome checkHistory(ImageView image) {
    Optional<JsonValue> created = created(image);
    Optional<Instant> expected = created.flatMap(TimeRules::instant);
    Document config = image.config();
    if (config == null || expected.isEmpty()) {
      return Outcome.notApplicable("the configuration has no time");
    }
    Violations violations = new Violations("times in the history");
    config.json().flatMap(json -> json.member("history")).stream()
        .flatMap(list -> list.items().stream())
        .flatMap(step -> step.member("created").stream())
        .forEach(
            time -> {
              violations.looked();
              if (instant(time).filter(found -> !found.equals(expected.get())).isPresent()) {
                violations.add(
                    () ->
                        new Violation(
                            Place.of(config, time),
                            String.valueOf(expected.get()),
                            time.text().orElse(""),
                            "write created there too"));
              }
            });
    return violations.outcome();
  }

  private static Optional<EntryView> firstEntry(ImageView image) {
    return JudgedLayers.of(image).stream().flatMap(layer -> layer.entries().stream()).findFirst();
  }

  private static Optional<JsonValue> created(ImageView image) {
    return Optional.ofNullable(image.config())
        .flatMap(config -> config.json())
        .flatMap(json -> json.member("created"));
  }

  private static Optional<Instant> instant(JsonValue value) {
    try {
      return value.text().map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
