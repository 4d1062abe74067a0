package io.mcv.cli;

import io.mcv.oci.registry.RegistryOptions;
import io.mcv.oci.registry.auth.CredentialOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What may differ between the two registries of a copy. */
record SideFlags(
    @Nullable String creds,
    boolean noCreds,
    @Nullable Path authFile,
    @Nullable Boolean tlsVerify,
    @Nullable Path certificateFolder) {

  /** The same options with what was given for one side; null where nothing was. */
  @Nullable RegistryOptions applyTo(RegistryOptions common) {
    if (creds == null
        && !noCreds
        && authFile == null
        && tlsVerify == null
        && certificateFolder == null) {
      return null;
    }
    try {
      return common
          .newBuilder()
          .credentials(credentials(common.credentials()))
          .tlsVerify(tlsVerify == null ? common.tlsVerify() : tlsVerify)
          .certificateFolder(
              certificateFolder == null ? common.certificateFolder() : certificateFolder)
          .build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private CredentialOptions credentials(CredentialOptions common) {
    boolean own = creds != null || noCreds;
    return new CredentialOptions(
        own ? creds : common.creds(),
        own ? noCreds : common.noCreds(),
        authFile == null ? common.authFile() : authFile,
        common.helperDeadline(),
        common.credentialHelpers());
  }
}
