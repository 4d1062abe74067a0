package io.mcv.client;

import io.mcv.client.publish.Overwrite;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Platform;
import io.mcv.spec.fit.HostGpu;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to extract, and where to.
 *
 * @param image reference of the image, as on the command line
 * @param from the only place where a bare name is looked for; null for all of them in their order
 * @param target folder for the cache; null for where Triton or vLLM of this user looks
 * @param platform image of an index to take; null for this host's or the only one
 * @param overwrite what happens to files that are there already
 * @param gpus the GPUs that the cache must fit, and how; null to extract without asking
 * @param policy decides whether the image may be used
 * @param limits what the layers may hold
 */
public record ExtractRequest(
    String image,
    @Nullable NamePlace from,
    @Nullable Path target,
    @Nullable Platform platform,
    Overwrite overwrite,
    @Nullable GpuRequirement gpus,
    ImagePolicy policy,
    LayerLimits limits) {

  /** An image to its default folder, for whatever GPU, without a look at signatures. */
  public static ExtractRequest of(String image) {
    return new ExtractRequest(
        image, null, null, null, Overwrite.SAME, null, ImagePolicy.UNCHECKED, LayerLimits.DEFAULT);
  }

  /** The same, where a bare name is looked for in this place alone; null for all. */
  public ExtractRequest withFrom(@Nullable NamePlace place) {
    return new ExtractRequest(image, place, target, platform, overwrite, gpus, policy, limits);
  }

  /** The same into this folder. */
  public ExtractRequest withTarget(@Nullable Path newTarget) {
    return new ExtractRequest(image, from, newTarget, platform, overwrite, gpus, policy, limits);
  }

  /** The same for this platform. */
  public ExtractRequest withPlatform(@Nullable Platform newPlatform) {
    return new ExtractRequest(image, from, target, newPlatform, overwrite, gpus, policy, limits);
  }

  /** The same with this rule for files that are there already. */
  public ExtractRequest withOverwrite(Overwrite newOverwrite) {
    return new ExtractRequest(image, from, target, platform, newOverwrite, gpus, policy, limits);
  }

  /** The same for these GPUs: one of them must fit. */
  public ExtractRequest withGpus(List<HostGpu> newGpus) {
    return withGpus(GpuRequirement.oneOf(newGpus));
  }

  /** The same with this requirement; null to extract without asking. */
  public ExtractRequest withGpus(@Nullable GpuRequirement newGpus) {
    return new ExtractRequest(image, from, target, platform, overwrite, newGpus, policy, limits);
  }

  /** The same under this policy. */
  public ExtractRequest withPolicy(ImagePolicy newPolicy) {
    return new ExtractRequest(image, from, target, platform, overwrite, gpus, newPolicy, limits);
  }

  /** The same with these limits. */
  public ExtractRequest withLimits(LayerLimits newLimits) {
    return new ExtractRequest(image, from, target, platform, overwrite, gpus, policy, newLimits);
  }
}
