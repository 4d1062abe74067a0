package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.client.VerifyRequest;
import io.mcv.client.VerifyResult;
import java.io.IOException;

/** {@code verify}: whether an image is signed by somebody who is trusted. */
final class VerifyCommand extends Command {
  private final Required<String> image = ImageFlags.parameter(flags);

  private final Flag<NamePlace> from = ImageFlags.from(flags);

  private final ImageTrustFlags trust = ImageTrustFlags.of(flags);

  private final Mark allPlatforms =
      flags.mark(
          "--all-platforms",
          "Each image of an index must be signed too, by a signature of its own.");

  private final Mark json = flags.mark("--json", "Print the verdicts as JSON.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  VerifyCommand(Context context) {
    super(
        context,
        "verify",
        "Say whether an image is signed by somebody who is trusted, and how that is known.",
        "Signatures in every form of cosign are looked for beside the image. Nothing but its"
            + " registry is asked.");
  }

  @Override
  int run() throws IOException {
    VerifyRequest request =
        VerifyRequest.of(image.value(), trust.policy(environment(), console()))
            .withFrom(from.value())
            .withAllImages(allPlatforms.given());
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      VerifyResult result = client.verify(request);
      new VerificationReport(console()).print(result, json.given());
      if (result.accepted() && !result.verified()) {
        console().warning("the policy accepts the image, signed or not; nothing is verified");
      }
      return VerificationReport.exitCode(result);
    }
  }

  @Override
  String doing() {
    return "verifying " + image.value();
  }
}
