package io.mcv.cli;

import io.mcv.client.SignRequest;
import io.mcv.client.SigningOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code sign}: an image, with a key. */
final class SignCommand extends SigningCommand {
  private final Flag<Map<String, String>> annotations =
      flags.pairs(List.of("-a", "--annotations"), "Sign this too; may be repeated.");

  private final Mark json = flags.mark("--json", "Print what was signed as JSON.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  SignCommand(Context context) {
    super(
        context,
        "sign",
        "Sign an image with a key, as cosign does.",
        "The signature is stored beside the image, and others stay. No log and no other service is",
        "asked. Prints the digest that was signed.");
  }

  @Override
  int run() throws IOException {
    SignRequest request = request();
    return sign(registry, json, "signed", client -> client.sign(request));
  }

  @Override
  String doing() {
    return "signing " + signing.image();
  }

  private SignRequest request() throws IOException {
    SigningOptions options = signing.options(console(), environment());
    try {
      return new SignRequest(options, annotations.or(Map.of()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
