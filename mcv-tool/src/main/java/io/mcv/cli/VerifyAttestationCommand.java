package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.client.NamePlace;
import io.mcv.client.SignaturePolicy;
import io.mcv.client.VerifyRequest;
import io.mcv.client.VerifyResult;
import io.mcv.oci.cosign.Wanted;
import java.io.IOException;
import java.util.List;

/** {@code verify-attestation}: whether somebody who is trusted claims something of an image. */
final class VerifyAttestationCommand extends Command {
  private final Required<String> image = ImageFlags.parameter(flags);

  private final Flag<NamePlace> from = ImageFlags.from(flags);

  private final Required<String> type =
      flags.required(
          String.class,
          List.of("--type"),
          "TYPE",
          "What is claimed: a predicate type, or a short name as slsaprovenance1 or spdxjson.");

  private final SignatureFlags signatures = new SignatureFlags(flags);

  private final Mark allPlatforms =
      flags.mark("--all-platforms", "The claim must be there of each image of an index too.");

  private final Mark json =
      flags.mark("--json", "Print the verdicts as JSON, with the statements that are accepted.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  VerifyAttestationCommand(Context context) {
    super(
        context,
        "verify-attestation",
        "Say whether somebody who is trusted claims something of an image.",
        "The type is that of the signed statement. What the claim says is not looked at.");
  }

  @Override
  int run() throws IOException {
    Wanted wanted = new Wanted.Attestation(PredicateTypes.of(type.value()));
    SignaturePolicy policy = SignaturePolicy.of(signatures.policy(), wanted);
    signatures.warn(console());
    VerifyRequest request =
        VerifyRequest.of(image.value(), policy)
            .withFrom(from.value())
            .withAllImages(allPlatforms.given());
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      VerifyResult result = client.verify(request);
      new VerificationReport(console()).print(result, json.given());
      return VerificationReport.exitCode(result);
    }
  }

  @Override
  String doing() {
    return "verifying " + image.value();
  }
}
