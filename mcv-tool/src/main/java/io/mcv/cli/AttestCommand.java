package io.mcv.cli;

import io.mcv.client.AttestRequest;
import io.mcv.oci.cosign.encoding.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code attest}: a claim about an image, signed with a key. */
final class AttestCommand extends SigningCommand {
  /** What verifiers read of a claim, less what base64 adds, twice. */
  private static final int MAX_PREDICATE_BYTES = 4 * 1024 * 1024;

  private static final Path STANDARD_INPUT = Path.of("-");

  private final Required<Path> predicate =
      flags.required(
          Path.class,
          List.of("--predicate"),
          "FILE",
          "What is claimed: JSON, or text for the types spdx and custom; - for standard input.");

  private final Required<String> type =
      flags.required(
          String.class,
          List.of("--type"),
          "TYPE",
          "What kind of claim: custom, vuln, slsaprovenance, slsaprovenance02, slsaprovenance1, spdx,"
              + " spdxjson, cyclonedx, link, openvex or a URI.");

  private final Mark json = flags.mark("--json", "Print what was signed as JSON.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  AttestCommand(Context context) {
    super(
        context,
        "attest",
        "Sign a claim about an image with a key, as cosign does.",
        "It is stored beside the image, and others stay. No log and no other service is asked.",
        "Prints the digest that the claim is about.");
  }

  @Override
  int run() throws IOException {
    PredicateTypes.of(type.value());
    Bytes claim = Bytes.of(read());
    AttestRequest request =
        new AttestRequest(signing.options(console(), environment()), type.value(), claim);
    return sign(registry, json, "attested", client -> client.attest(request));
  }

  @Override
  String doing() {
    return "attesting " + signing.image();
  }

  private byte[] read() throws IOException {
    Path file = predicate.value();
    if (!file.equals(STANDARD_INPUT)) {
      return InputFile.read(file, MAX_PREDICATE_BYTES);
    }
    if (signing.takesStandardInput()) {
      throw new UsageException("--predicate - and --password-stdin cannot be given together");
    }
    return console().input(MAX_PREDICATE_BYTES);
  }
}
