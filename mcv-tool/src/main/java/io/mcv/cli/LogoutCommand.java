package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.oci.registry.RegistryClient;
import io.mcv.oci.registry.auth.RegistryKey;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** {@code logout}: forgets what {@code login} kept. */
final class LogoutCommand extends Command {
  private final Flag<String> registryName =
      flags.optionalParameter(String.class, "REGISTRY", "The registry: HOST[:PORT][/NAMESPACE].");

  private final Mark all = flags.mark(List.of("-a", "--all"), "Log out of every registry.");

  private final RegistryFlags registry = new RegistryFlags(flags);

  LogoutCommand(Context context) {
    super(context, "logout", "Log out of a registry.");
  }

  @Override
  int run() throws IOException {
    String name = registryName.value();
    if (all.given() == (name != null)) {
      throw new UsageException("logout needs a registry, or --all");
    }
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      RegistryClient registries = client.registries();
      boolean there =
          name == null
              ? registries.logoutAll()
              : registries.logout(RegistryKey.parse(name.replaceFirst("^docker://", "")));
      if (!there) {
        throw new IOException(
            "there is no login for "
                + Objects.requireNonNullElse(name, "any registry")
                + " in "
                + registries.authFile().path());
      }
    }
    console()
        .print(
            name == null
                ? "Removed login credentials for all registries"
                : "Removed login credentials for " + name);
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "logging out of " + Objects.requireNonNullElse(registryName.value(), "all registries");
  }
}
