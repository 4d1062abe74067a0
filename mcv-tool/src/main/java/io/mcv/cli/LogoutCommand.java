package io.mcv.cli;

import io.mcv.client.McvClient;
import io.mcv.oci.registry.RegistryClient;
import io.mcv.oci.registry.auth.RegistryKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logout}: forgets what {@code login} kept. */
@CommandLine.Command(
    addMethodSubcommands = false,
    name = "logout",
    header = "Log out of a registry.",
    sortOptions = false)
final class LogoutCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "REGISTRY",
      description = "The registry: HOST[:PORT][/NAMESPACE].")
  private @Nullable String registryName;

  @Option(
      names = {"-a", "--all"},
      description = "Log out of every registry.")
  private boolean all;

  private final RegistryFlags registry = new RegistryFlags();

  @Mixin private final CommandSpec registrySpec = registry.spec();

  LogoutCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws IOException {
    if (all == (registryName != null)) {
      throw new UsageException("logout needs a registry, or --all");
    }
    try (McvClient client =
        new McvClient(environment(), registry.options(environment(), console()))) {
      RegistryClient registries = client.registries();
      boolean there =
          registryName == null
              ? registries.logoutAll()
              : registries.logout(RegistryKey.parse(registryName.replaceFirst("^docker://", "")));
      if (!there) {
        throw new IOException(
            "there is no login for "
                + (registryName == null ? "any registry" : registryName)
                + " in "
                + registries.authFile().path());
      }
    }
    console()
        .print(
            registryName == null
                ? "Removed login credentials for all registries"
                : "Removed login credentials for " + registryName);
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "logging out of " + (registryName == null ? "all registries" : registryName);
  }
}
