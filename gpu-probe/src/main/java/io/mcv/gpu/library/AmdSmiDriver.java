package io.mcv.gpu.library;

import com.sun.jna.Memory;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The layouts of {@code amdsmi_driver_info_t}: three texts, of which the one that is {@code amdgpu}
 * tells where the version is.
 *
 * <pre>
 * ROCm             name     version  date
 * 6.0              0/64     64/64    128/64
 * 6.1 to 6.3       128/64   0/64     64/64
 * 6.4, 7.x         512/256  0/256    256/256
 * </pre>
 */
final class AmdSmiDriver {
  /** The kernel driver that amdsmi knows. */
  static final String NAME = "amdgpu";

  private static final int SHORT = 64;
  private static final int LONG = 256;
  private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){1,5}");

  private AmdSmiDriver() {}

  /**
   * The version of the driver; empty if the layout is not known, and for the driver that is part of
   * the kernel, which has none: a text about the kernel stands there instead.
   */
  static Optional<String> version(Memory structure) {
    String text = "";
    if (isName(structure, 0, SHORT)) {
      text = NativeText.at(structure, SHORT, SHORT);
    } else if (isName(structure, 2 * SHORT, SHORT)) {
      text = NativeText.at(structure, 0, SHORT);
    } else if (isName(structure, 2 * LONG, LONG)) {
      text = NativeText.at(structure, 0, LONG);
    }
    return Optional.of(text).filter(version -> VERSION.matcher(version).matches());
  }

  private static boolean isName(Memory structure, int offset, int bytes) {
    return NativeText.at(structure, offset, bytes).equals(NAME);
  }
}
