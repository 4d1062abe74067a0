package io.mcv.gpu.library;

import com.sun.jna.Memory;
import io.mcv.gpu.model.Fact;
import java.util.Map;

/** Numbers that libcuda and NVML tell in the same way, checked. */
final class CudaNumbers {
  private static final int MIN_VERSION = 1_000;
  private static final int MAX_VERSION = 999_999;
  private static final int MAX_MAJOR = 99;
  private static final int MAX_MINOR = 9;

  private CudaNumbers() {}

  /**
   * Asks for the highest version of CUDA that the driver knows.
   *
   * @param function that writes it as 1000 times its major and 10 times its minor version
   */
  static void driverVersion(LibraryCalls calls, String function, Map<Fact, String> facts) {
    Memory answer = NativeFunctions.buffer();
    if (!calls.attempt(function, answer)) {
      return;
    }
    int version = answer.getInt(0);
    if (version < MIN_VERSION || version > MAX_VERSION) {
      calls.note(function + " told of version " + version + ", which cannot be");
    } else {
      facts.put(Fact.CUDA_DRIVER, Integer.toString(version));
    }
  }

  /** Takes a compute capability, such as 9 and 0, as the architecture {@code 90}. */
  static void architecture(LibraryCalls calls, int major, int minor, Map<Fact, String> facts) {
    boolean possible = major > 0 && major <= MAX_MAJOR && minor >= 0 && minor <= MAX_MINOR;
    if (possible) {
      facts.put(Fact.ARCH, Integer.toString(major) + minor);
    } else {
      calls.note("the compute capability is told as " + major + "." + minor + ", which cannot be");
    }
  }
}
