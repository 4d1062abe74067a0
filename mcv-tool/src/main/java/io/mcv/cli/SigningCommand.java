package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.client.SignResult;
import java.io.IOException;

/** A command that signs something about an image, and stores it beside the image. */
abstract class SigningCommand extends Command {
  /** What is signed with which key. */
  final SigningFlags signing = new SigningFlags(flags);

  /** As {@link Command#Command}. */
  SigningCommand(Context context, String name, String header, String... description) {
    super(context, name, header, description);
  }

  /**
   * Signs by way of a client that reaches registries as the user said, and tells what was signed.
   *
   * @param done what was done, as in {@code signed}
   */
  final int sign(RegistryFlags registry, Mark json, String done, Signing work) throws IOException {
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      new SignReport(console()).print(work.with(client), done, json.given());
    }
    return ExitCode.OK;
  }

  @Override
  final int exitCodeOnFailure() {
    return ExitCode.SIGNING_FAILED;
  }

  @Override
  final int exitCodeOnRegistryFailure() {
    return ExitCode.CANNOT_WRITE;
  }

  /** What is signed. */
  @FunctionalInterface
  interface Signing {
    SignResult with(McvClient client) throws IOException;
  }
}
