package io.mcv.cli;

import io.mcv.client.gpu.HardwareReportJson;
import io.mcv.gpu.model.HardwareReport;
import java.io.IOException;

/** {@code hw-info}: the processor of a host, its accelerators and displays. */
final class HwInfoCommand extends Command {
  private final Mark json = flags.mark("--json", "Print the report as JSON.");

  private final GpuFlags gpu = new GpuFlags(flags);

  HwInfoCommand(Context context) {
    super(context, "hw-info", "Show the processor of this host, its accelerators and displays.");
  }

  @Override
  int run() throws IOException {
    HardwareReport report = gpu.host(environment()).hardware();
    if (json.given()) {
      console().printJson(HardwareReportJson.write(report));
    } else {
      HwInfoText.lines(report).forEach(console()::print);
    }
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "looking at the hardware";
  }

  @Override
  int exitCodeOnFailure() {
    return ExitCode.PROBE_FAILED;
  }
}
