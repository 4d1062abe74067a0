package io.mcv.spec.fit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A target of AMD's compiler: a processor, and features that are on or off. {@code
 * gfx942:sramecc+:xnack-} leaves nothing open, {@code gfx942} both features.
 *
 * @param processor {@code gfx942}, or generic: {@code gfx9-4-generic}
 * @param features whether each of those named is on
 * @see <a href="https://llvm.org/docs/AMDGPUUsage.html#target-id">LLVM: target ID</a>
 */
record GfxTarget(String processor, Map<String, Boolean> features) implements Arch {
  private static final String PREFIX = "gfx";
  private static final int FIRST_RDNA = 10;
  private static final int MAX_FEATURES = 8;

  /** The processors that run code for each generic one. */
  private static final Map<String, Set<String>> GENERIC =
      Map.of(
          "gfx9-generic",
          Set.of("gfx900", "gfx902", "gfx904", "gfx906", "gfx909", "gfx90c"),
          "gfx9-4-generic",
          Set.of("gfx940", "gfx941", "gfx942", "gfx950"),
          "gfx10-1-generic",
          Set.of("gfx1010", "gfx1011", "gfx1012", "gfx1013"),
          "gfx10-3-generic",
          Set.of("gfx1030", "gfx1031", "gfx1032", "gfx1033", "gfx1034", "gfx1035", "gfx1036"),
          "gfx11-generic",
          Set.of(
              "gfx1100", "gfx1101", "gfx1102", "gfx1103", "gfx1150", "gfx1151", "gfx1152",
              "gfx1153"),
          "gfx12-generic",
          Set.of("gfx1200", "gfx1201"));

  /** Copies the features. */
  GfxTarget {
    features = Map.copyOf(features);
  }

  static Optional<GfxTarget> parse(String text) {
    String[] parts = text.split(":", MAX_FEATURES + 1);
    if (!isProcessor(parts[0]) && !GENERIC.containsKey(parts[0])) {
      return Optional.empty();
    }
    Map<String, Boolean> features = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].length() - 1;
      if (end < 1 || "+-".indexOf(parts[i].charAt(end)) < 0 || parts[i].indexOf(':') >= 0) {
        return Optional.empty();
      }
      features.put(parts[i].substring(0, end), parts[i].charAt(end) == '+');
    }
    return Optional.of(new GfxTarget(parts[0], features));
  }

  /** One or two digits of the generation, then minor version and stepping, a hex digit each. */
  private static boolean isProcessor(String name) {
    int steps = name.length() - 2;
    int digits = steps - PREFIX.length();
    if (!name.startsWith(PREFIX) || digits < 1 || digits > 2) {
      return false;
    }
    boolean right = name.charAt(PREFIX.length()) != '0';
    for (int i = PREFIX.length(); i < name.length(); i++) {
      right &= (i < steps ? "0123456789" : "0123456789abcdef").indexOf(name.charAt(i)) >= 0;
    }
    return right;
  }

  @Override
  public boolean isSameAs(Arch gpu) {
    return gpu instanceof GfxTarget other && processor.equals(other.processor);
  }

  @Override
  public boolean runsOn(Arch gpu) {
    return gpu instanceof GfxTarget other
        && GENERIC.getOrDefault(processor, Set.of(processor)).contains(other.processor);
  }

  @Override
  public int generation() {
    int hyphen = processor.indexOf('-');
    int end = hyphen < 0 ? processor.length() - 2 : hyphen;
    return Integer.parseInt(processor.substring(PREFIX.length(), end));
  }

  @Override
  public int warpSize() {
    return generation() >= FIRST_RDNA ? 32 : 64;
  }

  /** Whether a GPU has a feature otherwise than the code needs it. */
  boolean conflictsWith(GfxTarget gpu) {
    return features.entrySet().stream()
        .anyMatch(
            feature ->
                !gpu.features
                    .getOrDefault(feature.getKey(), feature.getValue())
                    .equals(feature.getValue()));
  }

  /** The features that code needs and the GPU does not tell, such as {@code xnack+}, sorted. */
  List<String> untoldBy(GfxTarget gpu) {
    return features.entrySet().stream()
        .filter(feature -> !gpu.features.containsKey(feature.getKey()))
        .map(feature -> feature.getKey() + (feature.getValue() ? "+" : "-"))
        .sorted()
        .toList();
  }
}
