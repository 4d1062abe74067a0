package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import io.mcv.client.TransferOptions;
import io.mcv.oci.registry.RegistryListener;
import io.mcv.oci.registry.RegistryOptions;
import io.mcv.oci.registry.auth.CredentialOptions;
import io.mcv.oci.registry.http.RetryPolicy;
import io.mcv.oci.registry.http.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How registries are talked to; the same for every command that does. */
final class RegistryFlags {
  @Option(
      names = "--creds",
      paramLabel = "USER[:PASSWORD]",
      description = "Log in to registries as this user.")
  private @Nullable String creds;

  @Option(names = "--no-creds", description = "Do not log in to registries.")
  private boolean noCreds;

  @Option(
      names = "--authfile",
      paramLabel = "FILE",
      description = "The file of credentials, instead of the usual ones.")
  private @Nullable Path authFile;

  @Option(
      names = "--tls-verify",
      paramLabel = "BOOLEAN",
      arity = "0..1",
      fallbackValue = "true",
      description = "false: take any certificate, and plain http too (default: as configured).")
  private @Nullable Boolean tlsVerify;

  @Option(
      names = "--cert-dir",
      paramLabel = "DIR",
      description = "Certificates: *.crt of authorities, *.cert and *.key of this client.")
  private @Nullable Path certificateFolder;

  @Option(
      names = "--registries-conf",
      paramLabel = "FILE",
      description = "The registries.conf, instead of the usual ones.")
  private @Nullable Path registriesConf;

  @Option(
      names = "--retry-times",
      paramLabel = "N",
      description = "How often a step that failed is tried again (default: 3).")
  private int retryTimes = RetryPolicy.DEFAULT.times();

  @Option(
      names = "--retry-delay",
      paramLabel = "TIME",
      description = "Time before the second try, which then doubles, as in 2s (default: 250ms).")
  private @Nullable Duration retryDelay;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long a registry may keep silent, as in 30s (default: 60s).")
  private @Nullable Duration timeout;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "How many blobs are moved at once (default: 6).")
  private int parallel = TransferOptions.DEFAULT_PARALLEL;

  @Option(
      names = "--foreign-layers",
      description = "Fetch layers from other places too, where an image names them.")
  private boolean foreignLayers;

  @Option(
      names = "--token-server",
      paramLabel = "HOST",
      description = "A host that may get credentials for a registry's tokens; may be repeated.")
  private String[] tokenServers = {}; // of a list, picocli asks for the type of its elements

  /** The options that were given, for commands of this console. */
  TransferOptions options(HostEnvironment environment, Console console) {
    try {
      TransferOptions defaults = TransferOptions.of(environment);
      RegistryOptions registry =
          defaults
              .registry()
              .newBuilder()
              .credentials(credentials())
              .tlsVerify(tlsVerify)
              .certificateFolder(certificateFolder)
              .registriesConf(registriesConf)
              .retries(
                  new RetryPolicy(
                      retryTimes, retryDelay == null ? RetryPolicy.DEFAULT.delay() : retryDelay))
              .timeouts(timeout == null ? Timeouts.DEFAULT : Timeouts.ofSilence(timeout))
              .foreignLayers(foreignLayers)
              .tokenServers(List.of(tokenServers))
              .listener(listener(console))
              .build();
      return defaults
          .withRegistry(registry)
          .withParallel(parallel)
          .withListener(new TransferReport(console));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private CredentialOptions credentials() {
    return new CredentialOptions(
        creds, noCreds, authFile, CredentialOptions.DEFAULT_HELPER_DEADLINE, List.of());
  }

  private static RegistryListener listener(Console console) {
    return new RegistryListener() {
      @Override
      public void info(String line) {
        console.info(line);
      }

      @Override
      public void debug(String line) {
        console.debug(line);
      }
    };
  }
}
