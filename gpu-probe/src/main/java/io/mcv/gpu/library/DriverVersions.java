package io.mcv.gpu.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of the two halves of NVIDIA's driver, which have to be the same: a library that it
 * installs, by its file name, and the kernel module, by {@code /sys/module/nvidia/version}.
 */
final class DriverVersions {
  /** Where the kernel tells the module's version. */
  static final Path KERNEL_MODULE = Path.of("/sys/module/nvidia/version");

  private static final Pattern FILE_NAME = Pattern.compile(".*\\.so\\.(\\d+(?:\\.\\d+){1,3})");
  private static final Pattern VERSION = Pattern.compile("\\d[\\w.-]*");
  private static final int MAX_BYTES = 64;

  private final Path library;
  private final Path kernelModule;

  DriverVersions(Path library, Path kernelModule) {
    this.library = library;
    this.kernelModule = kernelModule;
  }

  /** The library's: {@code 580.65.06} of {@code libcuda.so.580.65.06}, to which the link leads. */
  Optional<String> ofLibrary() {
    try {
      Matcher name = FILE_NAME.matcher(String.valueOf(library.toRealPath().getFileName()));
      return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The kernel module's. */
  Optional<String> ofKernelModule() {
    try (InputStream in = Files.newInputStream(kernelModule)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
      return Optional.of(text).filter(version -> VERSION.matcher(version).matches());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Both, for people. */
  @Override
  public String toString() {
    return "library "
        + ofLibrary().orElse("unknown")
        + ", kernel module "
        + ofKernelModule().orElse("unknown");
  }
}
