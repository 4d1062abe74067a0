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

/** How registries are talked to; the same for every command that does. */
final class RegistryFlags {
  private final Flag<String> creds;
  private final Mark noCreds;
  private final Flag<Path> authFile;
  private final Flag<Boolean> tlsVerify;
  private final Flag<Path> certificateFolder;
  private final Flag<Path> registriesConf;
  private final Flag<Integer> retryTimes;
  private final Flag<Duration> retryDelay;
  private final Flag<Duration> timeout;
  private final Flag<Integer> parallel;
  private final Mark foreignLayers;
  private final Flag<String[]> tokenServers;

  RegistryFlags(Flags flags) {
    creds =
        flags.value(
            String.class, "--creds", "USER[:PASSWORD]", "Log in to registries as this user.");
    noCreds = flags.mark("--no-creds", "Do not log in to registries.");
    authFile =
        flags.value(
            Path.class,
            "--authfile",
            "FILE",
            "The file of credentials, instead of the usual ones.");
    tlsVerify =
        flags.choice(
            "--tls-verify",
            "false: take any certificate, and plain http too (default: as configured).");
    certificateFolder =
        flags.value(
            Path.class,
            "--cert-dir",
            "DIR",
            "Certificates: *.crt of authorities, *.cert and *.key of this client.");
    registriesConf =
        flags.value(
            Path.class,
            "--registries-conf",
            "FILE",
            "The registries.conf, instead of the usual ones.");
    retryTimes =
        flags.value(
            Integer.class,
            "--retry-times",
            "N",
            "How often a step that failed is tried again (default: 3).");
    retryDelay =
        flags.value(
            Duration.class,
            "--retry-delay",
            "TIME",
            "Time before the second try, which then doubles, as in 2s (default: 250ms).");
    timeout =
        flags.value(
            Duration.class,
            "--timeout",
            "TIME",
            "How long a registry may keep silent, as in 30s (default: 60s).");
    parallel =
        flags.value(
            Integer.class, "--parallel", "N", "How many blobs are moved at once (default: 6).");
    foreignLayers =
        flags.mark(
            "--foreign-layers", "Fetch layers from other places too, where an image names them.");
    tokenServers =
        flags.value(
            String[].class,
            "--token-server",
            "HOST",
            "A host that may get credentials for a registry's tokens; may be repeated.");
  }

  /** The options that were given, for commands of this console. */
  TransferOptions options(HostEnvironment environment, Console console) {
    try {
      Duration silence = timeout.value();
      TransferOptions defaults = TransferOptions.of(environment);
      RegistryOptions registry =
          defaults
              .registry()
              .newBuilder()
              .credentials(credentials())
              .tlsVerify(tlsVerify.value())
              .certificateFolder(certificateFolder.value())
              .registriesConf(registriesConf.value())
              .retries(
                  new RetryPolicy(
                      retryTimes.or(RetryPolicy.DEFAULT.times()),
                      retryDelay.or(RetryPolicy.DEFAULT.delay())))
              .timeouts(silence == null ? Timeouts.DEFAULT : Timeouts.ofSilence(silence))
              .foreignLayers(foreignLayers.given())
              .tokenServers(List.of(tokenServers.or(new String[0])))
              .listener(listener(console))
              .build();
      return defaults
          .withRegistry(registry)
          .withParallel(parallel.or(TransferOptions.DEFAULT_PARALLEL))
          .withListener(new TransferReport(console));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private CredentialOptions credentials() {
    return new CredentialOptions(
        creds.value(),
        noCreds.given(),
        authFile.value(),
        CredentialOptions.DEFAULT_HELPER_DEADLINE,
        List.of());
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
