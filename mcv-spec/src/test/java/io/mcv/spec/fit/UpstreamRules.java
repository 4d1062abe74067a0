package io.mcv.spec.fit;

import io.mcv.spec.GpuTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GPU as the Go tools see it, and their rules of fit, as far as ours differ.
 *
 * @param backend {@code cuda} or {@code hip}
 * @param arch of a product of AMD by what its name contains
 * @param warpSize the same for all GPUs of a vendor
 * @param ptxVersion the major version of NVIDIA's driver; 0 for AMD
 */
record UpstreamRules(String backend, String arch, int warpSize, long ptxVersion) {
  private static final String CUDA = "cuda";

  /** The first that a name contains counts, so that the last two are never reached. */
  private static final Map<String, String> ARCH_BY_PRODUCT = new LinkedHashMap<>();

  static {
    ARCH_BY_PRODUCT.put("Instinct MI210", "gfx90a");
    ARCH_BY_PRODUCT.put("Instinct MI300", "gfx90c");
    ARCH_BY_PRODUCT.put("Vega 10", "gfx900");
    ARCH_BY_PRODUCT.put("Vega 20", "gfx906");
    ARCH_BY_PRODUCT.put("Navi 10", "gfx908");
    ARCH_BY_PRODUCT.put("RDNA", "gfx1010");
    ARCH_BY_PRODUCT.put("RDNA 2", "gfx1030");
    ARCH_BY_PRODUCT.put("RDNA 3", "gfx1100");
  }

  static UpstreamRules ofAmd(String product) {
    for (Map.Entry<String, String> known : ARCH_BY_PRODUCT.entrySet()) {
      if (product.contains(known.getKey())) {
        return new UpstreamRules("hip", known.getValue(), 64, 0);
      }
    }
    return new UpstreamRules("hip", "Unknown architecture for this GPU", 64, 0);
  }

  static UpstreamRules ofNvidia(String arch, String driver) {
    long major = Long.parseLong(driver.substring(0, driver.indexOf('.')));
    return new UpstreamRules(CUDA, arch, 32, major);
  }

  /** By the labels: all are equal as texts, but for {@code sm_}. */
  boolean takes(GpuTarget target) {
    return target.backend().equals(backend)
        && plain(target.arch()).equals(arch)
        && target.warpSize() == warpSize;
  }

  /** By the manifest in the image: the PTX version is equal, too. */
  boolean takesEntry(GpuTarget target) {
    return takes(target) && (!backend.equals(CUDA) || orZero(target.ptxVersion()) == ptxVersion);
  }

  private static String plain(String arch) {
    return arch.startsWith("sm_") ? arch.substring("sm_".length()) : arch;
  }

  private static long orZero(@Nullable Long version) {
    return version == null ? 0 : version;
  }
}
