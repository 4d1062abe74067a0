package io.mcv.cli;

import io.mcv.oci.layout.LayoutProblem;
import java.io.IOException;
import java.util.List;

/** {@code vault verify}: reads every blob of the vault. */
final class VaultVerifyCommand extends Command {
  VaultVerifyCommand(Context context) {
    super(context, "verify", "Read every manifest and blob of the vault and check its digest.");
    spec().usageMessage().sortOptions(true);
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
