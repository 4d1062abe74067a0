package io.mcv.gpu.sysfs;

import org.jspecify.annotations.Nullable;

/** The files in {@code /dev} that programs open to use a device. */
final class DeviceNodes {
  private DeviceNodes() {}

  /**
   * Why a file in {@code dev} cannot be opened, with advice; null if it can, or if a copy of a host
   * has no {@code dev} at all.
   *
   * @param advice what to do where it is missing
   */
  static @Nullable String problem(SystemRoot root, String name, String advice) {
    if (!root.isFolder("dev")) {
      return null;
    }
    String file = "dev/" + name;
    if (!root.exists(file)) {
      return "there is no /" + file + ": " + advice;
    }
    if (root.isThisHost() && !root.isOpenTo(file)) {
      return "this user may not open /"
          + file
          + ": add the user to the group that owns it, such as render or video";
    }
    return null;
  }
}
