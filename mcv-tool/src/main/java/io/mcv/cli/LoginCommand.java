package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.oci.registry.auth.Credential;
import io.mcv.oci.registry.auth.RegistryKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code login}: keeps a password that the registry accepts. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "login",
    header = "Log in to a registry.",
    description = {
      "The password is asked for, or read from standard input, and checked with the registry. It",
      "is kept where skopeo and podman keep theirs: in --authfile, $REGISTRY_AUTH_FILE,",
      "$XDG_RUNTIME_DIR/containers/auth.json, or the folder of the user's configuration."
    },
    sortOptions = false)
final class LoginCommand extends Command {
  @Parameters(paramLabel = "REGISTRY", description = "The registry: HOST[:PORT][/NAMESPACE].")
  private String registryName = "";

  @Option(
      names = {"-u", "--username"},
      paramLabel = "USER",
      description = "The user (default: ask).")
  private @Nullable String username;

  @Option(names = "--password-stdin", description = "Read the password from standard input.")
  private boolean passwordStdin;

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  LoginCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    RegistryKey key = RegistryKey.parse(registryName.replaceFirst("^docker://", ""));
    if (passwordStdin && username == null) {
      throw new UsageException("--password-stdin needs --username");
    }
    String user = username == null ? console().ask("Username: ") : username;
    String password =
        passwordStdin ? console().firstInputLine() : console().askSecret("Password: ");
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
    return "logging in to " + registryName;
  }
}
