package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.CacheCases.kept;
import static io.mcv.testing.conformance.ConformanceCase.accepted;

import java.util.List;

/** Cases of {@code PORT}. */
final class PortabilityCases {
  private static final String GROUP = "/__grp__add.json";
  private static final String FACTORS = "/cache_key_factors.json";

  private PortabilityCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        kept("PORT-01", BaseImages::current),
        accepted(
            "PORT-01",
            "absolute",
            "auto",
            "The paths in the group file are absolute, as Triton writes them.",
            () -> changed(BaseImages.current(), GROUP, ".triton/", "/root/.triton/")),
        kept("PORT-02", BaseImages::current),
        accepted(
            "PORT-02",
            "missing",
            "auto",
            "The group file names a file that is not in the cache.",
            () -> changed(BaseImages.current(), GROUP, "add.cubin", "add.hsaco")),
        kept("PORT-03", BaseImages::kserve),
        accepted(
            "PORT-03",
            "absolute",
            "auto",
            "A path in vllm_compile_cache.py is absolute.",
            () ->
                changed(
                    BaseImages.kserve(),
                    "/vllm_compile_cache.py",
                    "'artifact_",
                    "'/root/.cache/vllm/artifact_")),
        kept("PORT-04", BaseImages::current),
        accepted(
            "PORT-04",
            "libdevice",
            "auto",
            "The kernel was linked with a library of its machine.",
            () ->
                changed(
                    BaseImages.current(),
                    "/add.json",
                    "\"num_warps\"",
                    "\"extern_libs\": [[\"libdevice\", \"/opt/triton/libdevice.10.bc\"]],"
                        + " \"num_warps\"")),
        kept("PORT-05", BaseImages::current),
        accepted(
            "PORT-05",
            "launcher",
            "auto",
            "A launcher is for Python 3.12.",
            () ->
                CacheChanges.add(
                    BaseImages.current(),
                    GROUP,
                    VectorEntry.file(
                        "io.triton.cache/" + VectorCaches.KEY + "/launcher.cpython-312.so",
                        "no machine code"))),
        kept("PORT-06", BaseImages::kserve),
        accepted(
            "PORT-06",
            "config-root",
            "auto",
            "A path is among the factors of the hash.",
            () -> variable("VLLM_CONFIG_ROOT", "/root/.config/vllm")),
        kept("PORT-07", BaseImages::kserve),
        accepted(
            "PORT-07",
            "token",
            "auto",
            "A variable with the name of a secret has a value.",
            () -> variable("VLLM_API_KEY", "none")));
  }

  private static VectorImage changed(VectorImage image, String end, String old, String text) {
    return CacheChanges.replaced(image, end, old, text);
  }

  private static VectorImage variable(String name, String value) {
    return changed(
        BaseImages.kserve(),
        FACTORS,
        "\"env\": {",
        "\"env\": {\"%s\": \"%s\", ".formatted(name, value));
  }
}
