package io.mcv.client;

import io.mcv.client.gpu.GpuHost;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.oci.model.Printable;
import io.mcv.spec.fit.HostGpu;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which GPUs a cache must fit to be extracted. Labels and in-image manifest are always compared;
 * {@code unknown} for every GPU is a warning.
 *
 * @param gpus of the host, those that are visible
 * @param hidden why the other GPUs of the host do not count, one line each
 * @param every whether every GPU must fit, and not just one
 * @param kernels whether some kernel must fit by its own metadata too
 * @param tritonKey what {@code triton_key()} gives on the host, from which the keys of kernels must
 *     come; null not to compare. With {@code kernels} alone
 * @param onlyMatching whether entries that fit none of the GPUs are left out
 */
public record GpuRequirement(
    List<HostGpu> gpus,
    List<String> hidden,
    boolean every,
    boolean kernels,
    @Nullable String tritonKey,
    boolean onlyMatching) {

  /** Copies the lists. */
  public GpuRequirement {
    gpus = List.copyOf(gpus);
    hidden = List.copyOf(hidden);
    if (tritonKey != null && !kernels) {
      throw new IllegalArgumentException("keys are compared where kernels are");
    }
  }

  /** One of these GPUs must fit. */
  public static GpuRequirement oneOf(List<HostGpu> gpus) {
    return new GpuRequirement(gpus, List.of(), false, false, null, false);
  }

  /** One of the visible GPUs of a host must fit. */
  public static GpuRequirement oneOf(GpuReport host) {
    List<String> hidden = new ArrayList<>();
    for (Gpu gpu : host.gpus()) {
      if (gpu.hiddenBy() != null) {
        hidden.add("GPU " + gpu.id() + " (" + Printable.of(gpu.name()) + "): " + gpu.hiddenBy());
      }
    }
    return new GpuRequirement(GpuHost.visible(host), hidden, false, false, null, false);
  }

  /** The same, where every GPU must fit if this is true. */
  public GpuRequirement withEvery(boolean all) {
    return new GpuRequirement(gpus, hidden, all, kernels, tritonKey, onlyMatching);
  }

  /** The same with kernels compared by their own metadata, and by their keys if there is a key. */
  public GpuRequirement withKernels(@Nullable String newTritonKey) {
    return new GpuRequirement(gpus, hidden, every, true, newTritonKey, onlyMatching);
  }

  /** The same, where entries that do not fit are left out if this is true. */
  public GpuRequirement withOnlyMatching(boolean matching) {
    return new GpuRequirement(gpus, hidden, every, kernels, tritonKey, matching);
  }
}
