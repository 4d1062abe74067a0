package io.mcv.client.gpu;

import io.mcv.gpu.ProbeOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whose GPUs are looked at.
 *
 * @param sysroot folder that holds another host's {@code sys}, {@code proc} and {@code dev}, or
 *     null
 * @param stub file with another host's report as JSON, or null; it comes before {@code sysroot}
 * @param timeout how long the libraries of this host may take
 */
public record GpuOptions(@Nullable Path sysroot, @Nullable Path stub, Duration timeout) {
  /** This host. */
  public static final GpuOptions THIS_HOST =
      new GpuOptions(null, null, ProbeOptions.DEFAULT_DEADLINE);

  /** The host whose {@code sys}, {@code proc} and {@code dev} lie in a folder. */
  public static GpuOptions ofSysroot(Path folder) {
    return new GpuOptions(folder, null, ProbeOptions.DEFAULT_DEADLINE);
  }

  /** The host of which a report was kept as JSON, or planned. */
  public static GpuOptions ofStub(Path file) {
    return new GpuOptions(null, file, ProbeOptions.DEFAULT_DEADLINE);
  }
}
