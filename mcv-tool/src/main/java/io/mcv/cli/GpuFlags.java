package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.gpu.GpuHost;
import io.mcv.client.gpu.GpuOptions;
import io.mcv.gpu.ProbeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The options of every command that looks at GPUs. */
final class GpuFlags {
  private final Flag<Path> sysroot;
  private final Flag<Path> stub;
  private final Flag<Duration> timeout;

  /** Adds them to a command. */
  GpuFlags(Flags flags) {
    sysroot =
        flags.value(
            Path.class,
            "--gpu-sysroot",
            "DIR",
            "Look at the host whose sys, proc and dev lie in DIR, and not at this one.");
    stub =
        flags.value(
            Path.class,
            "--gpu-stub",
            "FILE",
            "Look at the host that FILE tells of, as gpu-info --json printed it.");
    timeout =
        flags.value(
            Duration.class,
            "--gpu-timeout",
            "DURATION",
            "How long the vendors' libraries may take (default: 10s).");
  }

  /** Whether any was given. */
  boolean any() {
    return sysroot.value() != null || stub.value() != null || timeout.value() != null;
  }

  /** The same options for another command line. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (sysroot.value() != null) {
      arguments.add("--gpu-sysroot=" + sysroot.value());
    }
    if (stub.value() != null) {
      arguments.add("--gpu-stub=" + stub.value());
    }
    if (timeout.value() != null) {
      arguments.add("--gpu-timeout=" + timeout.value().toMillis() + "ms");
    }
    return arguments;
  }

  /** The host that they name. */
  GpuHost host(HostEnvironment environment) {
    if (sysroot.value() != null && stub.value() != null) {
      throw new UsageException("--gpu-sysroot and --gpu-stub name two hosts: give one of them");
    }
    if (timeout.value() != null && timeout.value().isZero()) {
      throw new UsageException("--gpu-timeout is 0: give the libraries some time, as 10s");
    }
    return new GpuHost(
        new GpuOptions(sysroot.value(), stub.value(), timeout.or(ProbeOptions.DEFAULT_DEADLINE)),
        environment.variables());
  }
}
