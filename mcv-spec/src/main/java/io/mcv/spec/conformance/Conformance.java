package io.mcv.spec.conformance;

import io.mcv.spec.conformance.cache.DetectedFormat;
import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Checks an image against the rules. */
public final class Conformance {
  private Conformance() {}

  /** Checks the general groups, and those of the generation that wrote the image. */
  public static ConformanceReport check(ImageView image) {
    DetectedFormat format = DetectedFormat.of(image);
    return check(image, format, format.groups());
  }

  /**
   * Checks the general groups, and these groups of formats whatever wrote the image.
   *
   * @param formats groups of formats; none checks the general groups alone
   */
  public static ConformanceReport check(ImageView image, Set<RuleGroup> formats) {
    return check(image, DetectedFormat.of(image), formats);
  }

  private static ConformanceReport check(
      ImageView image, DetectedFormat format, Set<RuleGroup> formats) {
    Set<RuleGroup> applied = EnumSet.noneOf(RuleGroup.class);
    for (RuleGroup group : RuleGroup.values()) {
      if (!group.isOfFormat() || formats.contains(group)) {
        applied.add(group);
      }
    }
    List<RuleResult> results = new ArrayList<>();
    for (Rule rule : RuleCatalog.all()) {
      Outcome outcome =
          applied.contains(rule.group())
              ? rule.check().check(image)
              : Outcome.notApplicable("the image is not of this format");
      results.add(new RuleResult(rule, outcome));
    }
    return new ConformanceReport(format, applied, results);
  }
}
