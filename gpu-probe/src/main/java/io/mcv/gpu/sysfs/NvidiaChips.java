package io.mcv.gpu.sysfs;

import org.jspecify.annotations.Nullable;

/** The compute capabilities of NVIDIA's chips, by the names that lists of products begin with. */
final class NvidiaChips {
  /** Prefix and architecture; of two that fit, the longer comes first. */
  private static final String[][] ARCHITECTURES = {
    {"GM20B", "53"},
    {"GM20", "52"},
    {"GM10", "50"},
    {"GP100", "60"},
    {"GP10B", "62"},
    {"GP10", "61"},
    {"GV100", "70"},
    {"GV11B", "72"},
    {"TU10", "75"},
    {"TU11", "75"},
    {"GA100", "80"},
    {"GA10B", "87"},
    {"GA10", "86"},
    {"AD10", "89"},
    {"GH100", "90"},
    {"GB100", "100"},
    {"GB102", "100"},
    {"GB110", "103"},
    {"GB10B", "110"},
    {"GB20B", "121"},
    {"GB20", "120"},
  };

  private NvidiaChips() {}

  /** {@code 90} for {@code GH100}; null for an unknown chip. */
  static @Nullable String arch(@Nullable String chip) {
    if (chip != null) {
      for (String[] architecture : ARCHITECTURES) {
        if (chip.startsWith(architecture[0])) {
          return architecture[1];
        }
      }
    }
    return null;
  }
}
