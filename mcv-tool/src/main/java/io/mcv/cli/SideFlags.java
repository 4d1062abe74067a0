package io.mcv.cli;

import io.mcv.oci.registry.RegistryOptions;
import io.mcv.oci.registry.auth.CredentialOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What may differ between the two registries of a copy. */
final class SideFlags {
  private final Flag<String> creds;
  private final Mark noCreds;
  private final Flag<Path> authFile;
  private final Flag<Boolean> tlsVerify;
  private final Flag<Path> certificateFolder;

  private SideFlags(Flags flags, String prefix, String side) {
    String here = ", for the " + side + " alone.";
    creds = flags.value(String.class, prefix + "creds", "USER[:PASSWORD]", "--creds" + here);
    noCreds = flags.mark(prefix + "no-creds", "--no-creds" + here);
    authFile = flags.value(Path.class, prefix + "authfile", "FILE", "--authfile" + here);
    tlsVerify = flags.choice(prefix + "tls-verify", "--tls-verify" + here);
    certificateFolder = flags.value(Path.class, prefix + "cert-dir", "DIR", "--cert-dir" + here);
  }

  static SideFlags ofSource(Flags flags) {
    return new SideFlags(flags, "--src-", "source");
  }

  static SideFlags ofDestination(Flags flags) {
    return new SideFlags(flags, "--dest-", "destination");
  }

  /** The same options with what was given for this side; null where nothing was. */
  @Nullable RegistryOptions applyTo(RegistryOptions common) {
    if (creds.value() == null
        && !noCreds.given()
        && authFile.value() == null
        && tlsVerify.value() == null
        && certificateFolder.value() == null) {
      return null;
    }
    try {
      return common
          .newBuilder()
          .credentials(credentials(common.credentials()))
          .tlsVerify(tlsVerify.value() == null ? common.tlsVerify() : tlsVerify.value())
          .certificateFolder(
              certificateFolder.value() == null
                  ? common.certificateFolder()
                  : certificateFolder.value())
          .build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private CredentialOptions credentials(CredentialOptions common) {
    boolean own = creds.value() != null || noCreds.given();
    return new CredentialOptions(
        own ? creds.value() : common.creds(),
        own ? noCreds.given() : common.noCreds(),
        authFile.value() == null ? common.authFile() : authFile.value(),
        common.helperDeadline(),
        common.credentialHelpers());
  }
}
