package io.mcv.spec.fit;

import io.mcv.oci.model.Printable;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.VllmEntry;
import io.mcv.spec.fit.FitReason.Dimension;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What kernels need of a GPU.
 *
 * @param target with the versions of PTX and toolkit that are known
 * @param key what became of the check of their key
 */
record Requirement(GpuTarget target, KeyCheck.Outcome key) {
  /** Of a cache that does not say it. */
  static final Requirement NOTHING_TOLD = of(GpuTarget.of(GpuTarget.UNKNOWN, GpuTarget.UNKNOWN, 0));

  static Requirement of(GpuTarget target) {
    return new Requirement(target, KeyCheck.Outcome.SAME);
  }

  static Requirement of(KernelEntry kernel, @Nullable KeyCheck key) {
    GpuTarget target = kernel.target();
    Long ptx = kernel.ptxVersion() == null ? target.ptxVersion() : kernel.ptxVersion();
    return new Requirement(
        new GpuTarget(
            target.backend(), target.arch(), target.warpSize(), ptx, target.cudaVersion()),
        key == null ? KeyCheck.Outcome.SAME : key.check(kernel));
  }

  /**
   * What a hash folder needs, one of them: its kernels tell it best, then the text of its files,
   * then the device that its factors name.
   */
  static List<Requirement> of(VllmEntry entry, @Nullable KeyCheck key) {
    if (!entry.kernels().isEmpty()) {
      return entry.kernels().stream().map(kernel -> of(kernel, key)).distinct().toList();
    }
    if (!entry.targets().isEmpty()) {
      return entry.targets().stream().map(Requirement::of).toList();
    }
    List<Requirement> devices =
        entry.artifacts().stream()
            .filter(artifacts -> !artifacts.targetDevice().isEmpty())
            .map(artifacts -> of(device(artifacts)))
            .distinct()
            .toList();
    return devices.isEmpty() ? List.of(NOTHING_TOLD) : devices;
  }

  private static GpuTarget device(VllmEntry.Artifacts artifacts) {
    Object toolkit = artifacts.env().get("VLLM_MAIN_CUDA_VERSION");
    return new GpuTarget(
        artifacts.targetDevice(),
        GpuTarget.UNKNOWN,
        0,
        null,
        toolkit instanceof String version ? version : null);
  }

  /** What there is for and against running it on a GPU. */
  Findings on(HostGpu gpu) {
    Findings findings = new Findings(name(target.backend(), target.arch()));
    String needed = backend(target.backend());
    String own = backend(gpu.backend());
    if (isUnknown(needed)) {
      findings.unknown("the cache does not say which GPUs it is for");
    } else if (isUnknown(own)) {
      findings.unknown("it is not known which kernels the GPU runs");
    } else if (!needed.equals(own)) {
      findings.against(Dimension.BACKEND, "the GPU is " + name(gpu));
    } else if (needed.equals("cuda") || needed.equals("hip")) {
      arch(needed, gpu, findings);
      if (needed.equals("cuda") && !findings.isAgainst()) {
        DriverRule.check(target, gpu, findings);
      }
    } else {
      findings.unknown("there are no rules for GPUs of " + Printable.of(needed));
    }
    key(findings);
    return findings;
  }

  private void arch(String backend, HostGpu gpu, Findings findings) {
    Optional<Arch> code = Arch.parse(backend, target.arch());
    Optional<Arch> device = Arch.parse(backend, gpu.arch());
    if (code.isEmpty()) {
      findings.unknown(whyNoArch());
      return;
    }
    int warpSize = code.get().warpSize();
    if (target.warpSize() != 0 && target.warpSize() != warpSize) {
      findings.against(
          Dimension.WARP_SIZE,
          "with warp size " + target.warpSize() + " where Triton has " + warpSize);
    }
    if (device.isEmpty()) {
      findings.unknown("the architecture of the GPU is not known");
    } else {
      compare(code.get(), device.get(), gpu, findings);
    }
  }

  private String whyNoArch() {
    if (isUnknown(target.arch())) {
      return "the cache does not name the architecture";
    }
    return target.namesToolkit()
        ? "that is the version of a CUDA toolkit, which some images have in place of the"
            + " architecture"
        : "no such architecture is known";
  }

  private static void compare(Arch code, Arch device, HostGpu gpu, Findings findings) {
    boolean same = code.isSameAs(device);
    if (!gpu.archCertain() && code.generation() == device.generation()) {
      findings.unknown("the name of its product suggests " + name(gpu) + ", which is no proof");
    } else if (!same && code.runsOn(device)) {
      findings.against(
          Dimension.ARCH,
          "the GPU is "
              + name(gpu)
              + ", which could run them, but Triton does not look for them: their key names the"
              + " architecture");
    } else if (!same) {
      findings.against(Dimension.ARCH, "the GPU is " + name(gpu));
    } else if (code instanceof GfxTarget needed && device instanceof GfxTarget own) {
      features(needed, own, gpu, findings);
    }
  }

  private static void features(GfxTarget code, GfxTarget device, HostGpu gpu, Findings findings) {
    List<String> untold = code.untoldBy(device);
    if (code.conflictsWith(device)) {
      findings.against(Dimension.ARCH, "the GPU is " + name(gpu));
    } else if (!untold.isEmpty()) {
      findings.note(
          Dimension.KNOWLEDGE,
          "whether the GPU has " + Printable.of(String.join(" and ", untold)) + " is not known");
    }
  }

  private void key(Findings findings) {
    switch (key) {
      case SAME -> {}
      case OTHER ->
          findings.against(Dimension.KEY, "their dummy key is of another Triton or environment");
      case NOT_TOLD -> findings.unknown("they have no dummy key to compare");
    }
  }

  private static boolean isUnknown(String text) {
    return text.isEmpty() || text.equals(GpuTarget.UNKNOWN);
  }

  /** vLLM and some labels say {@code rocm} where Triton says {@code hip}. */
  private static String backend(String text) {
    return text.equals("rocm") ? "hip" : text;
  }

  private static String name(HostGpu gpu) {
    return name(backend(gpu.backend()), gpu.arch());
  }

  private static String name(String backend, String arch) {
    if (isUnknown(backend)) {
      return "an unknown kind of GPU";
    }
    return Printable.of(isUnknown(arch) ? backend : backend + " " + arch);
  }
}
