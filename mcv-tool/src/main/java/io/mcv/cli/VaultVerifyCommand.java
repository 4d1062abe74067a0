package io.mcv.cli;

import io.mcv.oci.layout.LayoutProblem;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

/** {@code vault verify}: reads every blob of the vault. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "verify",
    header = "Read every manifest and blob of the vault and check its digest.")
final class VaultVerifyCommand extends Command {
  VaultVerifyCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    List<LayoutProblem> problems = client().vault().verify();
    problems.forEach(problem -> console().error(problem.where() + ": " + problem.problem()));
    if (!problems.isEmpty()) {
      return ExitCode.FOUND_ERRORS;
    }
    console().print("the vault is sound: " + client().vault().folder());
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "verifying the vault";
  }
}
