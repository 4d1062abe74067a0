package io.mcv.cli;

import io.mcv.client.gpu.GpuReportJson;
import io.mcv.gpu.model.GpuReport;
import java.io.IOException;

/** {@code gpu-info}: the GPUs of a host. */
final class GpuInfoCommand extends Command {
  private final Mark json =
      flags.mark("--json", "Print the report as JSON, as --gpu-stub reads it.");

  private final GpuFlags gpu = new GpuFlags(flags);

  GpuInfoCommand(Context context) {
    super(
        context,
        "gpu-info",
        "Show the GPUs of this host.",
        "What backend and architecture kernels have to be for, what the driver takes, and which of",
        "them programs can use.");
  }

  @Override
  int run() throws IOException {
    GpuReport report = gpu.host(environment()).gpus();
    SourceMessages.tell(report, console());
    if (report.gpus().isEmpty()) {
      SourceMessages.requireNoFailure(report);
    }
    if (json.given()) {
      console().printJson(GpuReportJson.write(report));
    } else {
      GpuInfoText.lines(report).forEach(console()::print);
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "looking for GPUs";
  }

  @Override
  int exitCodeOnFailure() {
    return ExitCode.PROBE_FAILED;
  }
}
