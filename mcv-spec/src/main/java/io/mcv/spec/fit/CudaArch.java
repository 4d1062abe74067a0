package io.mcv.spec.fit;

import java.util.Optional;
import java.util.Set;

/**
 * A compute capability. Triton writes {@code 75}; others {@code sm_75}, {@code sm75}, and the
 * suffix of code for this capability ({@code sm_90a}) or family ({@code sm_100f}) alone.
 *
 * @param major 7
 * @param minor 5
 * @param special whether it has a suffix
 */
record CudaArch(int major, int minor, boolean special) implements Arch {
  /** From Hopper on, Triton compiles for one capability alone. */
  private static final int FIRST_EXACT = 9;

  /** Of the Tegra systems, whose code and that of cards do not mix. */
  private static final Set<Integer> TEGRA = Set.of(32, 53, 62, 72, 87);

  private static final int WARP_SIZE = 32;

  static Optional<CudaArch> parse(String text) {
    String name = text.startsWith("sm") ? text.substring(text.startsWith("sm_") ? 3 : 2) : text;
    boolean special = name.endsWith("a") || name.endsWith("f");
    String digits = special ? name.substring(0, name.length() - 1) : name;
    if (digits.length() < 2 || digits.length() > 3 || digits.charAt(0) == '0') {
      return Optional.empty();
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      number = number * 10 + c - '0';
    }
    return Optional.of(new CudaArch(number / 10, number % 10, special));
  }

  @Override
  public boolean isSameAs(Arch gpu) {
    return gpu instanceof CudaArch other && number() == other.number();
  }

  /** Machine code runs on later capabilities of the same major version. */
  @Override
  public boolean runsOn(Arch gpu) {
    return gpu instanceof CudaArch other
        && major == other.major
        && minor <= other.minor
        && !special
        && major < FIRST_EXACT
        && !TEGRA.contains(number())
        && !TEGRA.contains(other.number());
  }

  @Override
  public int generation() {
    return major;
  }

  @Override
  public int warpSize() {
    return WARP_SIZE;
  }

  private int number() {
    return major * 10 + minor;
  }
}
