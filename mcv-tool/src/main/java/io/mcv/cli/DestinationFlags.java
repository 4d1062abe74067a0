package io.mcv.cli;

import io.mcv.oci.registry.RegistryOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the registry of a copy's destination is talked to, where that is not as for both. */
final class DestinationFlags {
  @Option(
      names = "--dest-creds",
      paramLabel = "USER[:PASSWORD]",
      description = "--creds, for the destination alone.")
  private @Nullable String creds;

  @Option(names = "--dest-no-creds", description = "--no-creds, for the destination alone.")
  private boolean noCreds;

  @Option(
      names = "--dest-authfile",
      paramLabel = "FILE",
      description = "--authfile, for the destination alone.")
  private @Nullable Path authFile;

  @Option(
      names = "--dest-tls-verify",
      paramLabel = "BOOLEAN",
      arity = "0..1",
      fallbackValue = "true",
      description = "--tls-verify, for the destination alone.")
  private @Nullable Boolean tlsVerify;

  @Option(
      names = "--dest-cert-dir",
      paramLabel = "DIR",
      description = "--cert-dir, for the destination alone.")
  private @Nullable Path certificateFolder;

  /** The same options for this side; null where nothing is different. */
  @Nullable RegistryOptions applyTo(RegistryOptions common) {
    return new SideFlags(creds, noCreds, authFile, tlsVerify, certificateFolder).applyTo(common);
  }
}
