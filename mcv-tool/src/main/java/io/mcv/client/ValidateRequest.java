package io.mcv.client;

import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Platform;
import io.mcv.spec.conformance.rule.RuleGroup;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which image is validated, and against what.
 *
 * @param image reference of the image, as on the command line
 * @param from the only place where a bare name is looked for; null for all of them in their order
 * @param platform image of an index to take; null for this host's or the only one
 * @param formats groups of formats that the image is held to; null for those of the generation that
 *     wrote it
 * @param limits what the layers may hold
 */
public record ValidateRequest(
    String image,
    @Nullable NamePlace from,
    @Nullable Platform platform,
    @Nullable Set<RuleGroup> formats,
    LayerLimits limits) {

  /** Copies the set. */
  public ValidateRequest {
    formats = formats == null ? null : Set.copyOf(formats);
  }

  /** An image against the rules of the generation that wrote it. */
  public static ValidateRequest of(String image) {
    return new ValidateRequest(image, null, null, null, LayerLimits.DEFAULT);
  }

  /** The same, where a bare name is looked for in this place alone; null for all. */
  public ValidateRequest withFrom(@Nullable NamePlace place) {
    return new ValidateRequest(image, place, platform, formats, limits);
  }

  /** The same for this platform. */
  public ValidateRequest withPlatform(@Nullable Platform newPlatform) {
    return new ValidateRequest(image, from, newPlatform, formats, limits);
  }

  /** The same against these groups of formats; null for those of its generation. */
  public ValidateRequest withFormats(@Nullable Set<RuleGroup> newFormats) {
    return new ValidateRequest(image, from, platform, newFormats, limits);
  }

  /** The same with these limits. */
  public ValidateRequest withLimits(LayerLimits newLimits) {
    return new ValidateRequest(image, from, platform, formats, newLimits);
  }
}
