package io.mcv.gpu;

import io.mcv.gpu.model.GfxArch;
import io.mcv.gpu.model.OneLine;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code HSA_OVERRIDE_GFX_VERSION} makes of an architecture: programs of ROCm then see another
 * than the device has. The variable with the number of a node of the kernel's topology comes before
 * the one for all.
 *
 * @param variable which one it is
 * @param value {@code 10.3.0}: major, minor and stepping, all decimal
 */
record GfxOverride(String variable, String value) {
  private static final String VARIABLE = "HSA_OVERRIDE_GFX_VERSION";
  private static final Pattern VERSION =
      Pattern.compile("\\s*(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  /** The override for a node, if there is one. */
  static Optional<GfxOverride> of(Map<String, String> environment, @Nullable String node) {
    String ofNode = VARIABLE + "_" + node;
    String variable = environment.containsKey(ofNode) ? ofNode : VARIABLE;
    return Optional.ofNullable(environment.get(variable))
        .map(value -> new GfxOverride(variable, OneLine.of(value)));
  }

  /** The architecture; empty if it names none, with which programs of ROCm fail. */
  Optional<String> arch() {
    Matcher version = VERSION.matcher(value);
    return version.matches()
        ? GfxArch.of(
            Long.parseLong(version.group(1)),
            Long.parseLong(version.group(2)),
            Long.parseLong(version.group(3)))
        : Optional.empty();
  }

  /** What to tell about it. */
  String warning() {
    return arch()
        .map(arch -> variable + "=" + value + " makes programs see " + arch)
        .orElseGet(
            () ->
                variable
                    + "="
                    + value
                    + " is no version such as 10.3.0: programs of ROCm fail, unset it");
  }
}
