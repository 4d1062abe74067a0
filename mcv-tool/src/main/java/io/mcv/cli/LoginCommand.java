package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.oci.registry.auth.Credential;
import io.mcv.oci.registry.auth.RegistryKey;
import java.io.IOException;
import java.util.List;

/** {@code login}: keeps a password that the registry accepts. */
final class LoginCommand extends Command {
  private final Required<String> registryName =
      flags.parameter(String.class, "REGISTRY", "The registry: HOST[:PORT][/NAMESPACE].");

  private final Flag<String> username =
      flags.value(String.class, List.of("-u", "--username"), "USER", "The user (default: ask).");

  private final Mark passwordStdin =
      flags.mark("--password-stdin", "Read the password from standard input.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  LoginCommand(Context context) {
    super(
        context,
        "login",
        "Log in to a registry.",
        "The password is asked for, or read from standard input, and checked with the registry. It",
        "is kept where skopeo and podman keep theirs: in --authfile, $REGISTRY_AUTH_FILE,",
        "$XDG_RUNTIME_DIR/containers/auth.json, or the folder of the user's configuration.");
  }

  @Override
  int run() throws IOException {
    RegistryKey key = RegistryKey.parse(registryName.value().replaceFirst("^docker://", ""));
    String given = username.value();
    if (passwordStdin.given() && given == null) {
      throw new UsageException("--password-stdin needs --username");
    }
    String user = given == null ? console().ask("Username: ") : given;
    String password =
        passwordStdin.given() ? console().firstInputLine() : console().askSecret("Password: ");
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      String kept = client.registries().login(key, new Credential.Password(user, password));
      console().info("kept in " + kept);
    }
    console().print("Login Succeeded!");
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "logging in to " + registryName.value();
  }
}
