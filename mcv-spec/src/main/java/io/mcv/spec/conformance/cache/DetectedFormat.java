package io.mcv.spec.conformance.cache;

import io.mcv.spec.conformance.image.ImageView;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.util.Set;

/**
 * Which generation of the format an image is of.
 *
 * @param generation its id in docs/format.md, section 2, such as {@code F7}, or several as in
 *     {@code F3 to F5}; {@code artifact}; {@code unknown} for a cache of none of them; {@code none}
 *     for what is no cache
 * @param description in words, such as {@code mcv since August 2026}
 * @param evidence what tells so
 * @param groups the groups of formats that apply to it
 */
public record DetectedFormat(
    String generation, String description, String evidence, Set<RuleGroup> groups) {

  /** Copies the set. */
  public DetectedFormat {
    groups = Set.copyOf(groups);
  }

  /** Looks at labels, in-image manifest, layer types and folders. */
  public static DetectedFormat of(ImageView image) {
    return new FormatDetection(CacheView.of(image)).format();
  }
}
