package io.mcv.cli;

import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an image is held to, and which failures are shown.
 *
 * @param formats groups of formats; null for those of the generation that wrote the image
 * @param level failures below it are not shown
 */
record ValidationOptions(@Nullable Set<RuleGroup> formats, Level level) {

  /**
   * Reads two options.
   *
   * @throws UsageException if there is no such profile or level
   */
  static ValidationOptions of(String profile, String level) {
    return new ValidationOptions(formats(profile), level(level));
  }

  private static @Nullable Set<RuleGroup> formats(String profile) {
    return switch (profile) {
      case "auto" -> null;
      case "oci" -> Set.of();
      default ->
          RuleGroup.of(profile)
              .filter(RuleGroup::isOfFormat)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--profile is '" + profile + "', not one of auto, oci, " + names()))
              .withCommon();
    };
  }

  private static String names() {
    return Arrays.stream(RuleGroup.values())
        .filter(RuleGroup::isOfFormat)
        .map(RuleGroup::id)
        .collect(Collectors.joining(", "));
  }

  private static Level level(String name) {
    return Arrays.stream(Level.values())
        .filter(level -> level.id().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("--level is '" + name + "', not one of error, warning, info"));
  }
}
