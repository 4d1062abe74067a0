package io.mcv.gpu.model;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of AMD's architectures: {@code gfx}, major, then minor and stepping in hex. */
public final class GfxArch {
  private static final Pattern NAME = Pattern.compile("gfx([0-9]{1,2})([0-9a-f])([0-9a-f])");
  private static final int FIRST_RDNA = 10;
  private static final int LAST_MAJOR = 32;

  private GfxArch() {}

  /** {@code gfx90a} for 9, 0, 10; empty if there cannot be such an architecture. */
  public static Optional<String> of(long major, long minor, long stepping) {
    boolean possible =
        major > 0
            && major <= LAST_MAJOR
            && minor >= 0
            && minor <= 0xf
            && stepping >= 0
            && stepping <= 0xf;
    return possible
        ? Optional.of(String.format(Locale.ROOT, "gfx%d%x%x", major, minor, stepping))
        : Optional.empty();
  }

  /** What {@code gfx_target_version} of the kernel's topology means: 90010 is {@code gfx90a}. */
  public static Optional<String> ofKfdVersion(long version) {
    return version <= 0
        ? Optional.empty()
        : of(version / 10_000, version / 100 % 100, version % 100);
  }

  /** Threads in a wavefront as Triton counts them: 64 up to gfx9, 32 since; empty if no name. */
  public static OptionalInt warpSize(String arch) {
    Matcher matcher = NAME.matcher(arch);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(matcher.group(1)) >= FIRST_RDNA ? 32 : 64);
  }
}
