package io.mcv.client;

import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.model.Platform;
import io.mcv.spec.fit.HostGpu;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which image is compared with which GPUs.
 *
 * @param image reference of the image, as on the command line
 * @param from the only place where a bare name is looked for; null for all of them in their order
 * @param platform image of an index to take; null for this host's or the only one
 * @param gpus of a host, those that are visible there
 * @param kernels what the layers may hold, which are read for the metadata of the kernels; null to
 *     compare the labels alone
 */
public record PreflightRequest(
    String image,
    @Nullable NamePlace from,
    @Nullable Platform platform,
    List<HostGpu> gpus,
    @Nullable LayerLimits kernels) {

  /** Copies the GPUs. */
  public PreflightRequest {
    gpus = List.copyOf(gpus);
  }

  /** The labels of an image against GPUs. */
  public static PreflightRequest of(String image, List<HostGpu> gpus) {
    return new PreflightRequest(image, null, null, gpus, null);
  }

  /** The same, where a bare name is looked for in this place alone; null for all. */
  public PreflightRequest withFrom(@Nullable NamePlace place) {
    return new PreflightRequest(image, place, platform, gpus, kernels);
  }

  /** The same for this platform. */
  public PreflightRequest withPlatform(@Nullable Platform newPlatform) {
    return new PreflightRequest(image, from, newPlatform, gpus, kernels);
  }

  /** The same with these GPUs. */
  public PreflightRequest withGpus(List<HostGpu> newGpus) {
    return new PreflightRequest(image, from, platform, newGpus, kernels);
  }

  /** The same with the kernels in the layers, read within limits; null for the labels alone. */
  public PreflightRequest withKernels(@Nullable LayerLimits limits) {
    return new PreflightRequest(image, from, platform, gpus, limits);
  }
}
