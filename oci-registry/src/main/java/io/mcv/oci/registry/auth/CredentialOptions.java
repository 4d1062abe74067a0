package io.mcv.oci.registry.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the user wants credentials to be looked up.
 *
 * @param creds {@code USER[:PASSWORD]}, used for every registry, or null
 * @param noCreds whether everything is done anonymously
 * @param authFile the one file to look in, or null for the usual ones
 * @param helperDeadline how long a credential helper may take
 * @param credentialHelpers {@code credential-helpers} of registries.conf: asked in this order,
 *     where {@link #AUTH_FILES} stands for the files; empty for the files alone
 */
public record CredentialOptions(
    @Nullable String creds,
    boolean noCreds,
    @Nullable Path authFile,
    Duration helperDeadline,
    List<String> credentialHelpers) {
  /** How long a credential helper may take where nothing else is asked for. */
  public static final Duration DEFAULT_HELPER_DEADLINE = Duration.ofSeconds(30);

  /** The name that stands for the files in {@code credential-helpers}. */
  public static final String AUTH_FILES = "containers-auth.json";

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if credentials are both given and refused, have no user, or
   *     the deadline is not positive; the message is for people
   */
  public CredentialOptions {
    credentialHelpers = List.copyOf(credentialHelpers);
    if (creds != null && noCreds) {
      throw new IllegalArgumentException("--creds and --no-creds exclude each other; give one");
    }
    if (creds != null && (creds.isEmpty() || creds.startsWith(":"))) {
      throw new IllegalArgumentException("--creds has no user; give it as USER:PASSWORD");
    }
    if (helperDeadline.isNegative() || helperDeadline.isZero()) {
      throw new IllegalArgumentException("the deadline of credential helpers must be positive");
    }
  }

  /** The usual files, and nothing else. */
  public static CredentialOptions defaults() {
    return new CredentialOptions(null, false, null, DEFAULT_HELPER_DEADLINE, List.of());
  }

  /** The same with {@code USER[:PASSWORD]} for every registry. */
  public CredentialOptions withCreds(String userAndPassword) {
    return new CredentialOptions(
        userAndPassword, noCreds, authFile, helperDeadline, credentialHelpers);
  }

  /** The same without any credentials. */
  public CredentialOptions withoutCreds() {
    return new CredentialOptions(creds, true, authFile, helperDeadline, credentialHelpers);
  }

  /** The same with one file instead of the usual ones. */
  public CredentialOptions withAuthFile(Path file) {
    return new CredentialOptions(creds, noCreds, file, helperDeadline, credentialHelpers);
  }

  /** The same with another deadline of helpers. */
  public CredentialOptions withHelperDeadline(Duration deadline) {
    return new CredentialOptions(creds, noCreds, authFile, deadline, credentialHelpers);
  }

  /** The same with the helpers of registries.conf. */
  public CredentialOptions withCredentialHelpers(List<String> helpers) {
    return new CredentialOptions(creds, noCreds, authFile, helperDeadline, helpers);
  }

  Credential.@Nullable Password password() {
    if (creds == null) {
      return null;
    }
    int colon = creds.indexOf(':');
    return colon < 0
        ? new Credential.Password(creds, "")
        : new Credential.Password(creds.substring(0, colon), creds.substring(colon + 1));
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "CredentialOptions[creds="
        + (creds == null ? "none" : "given")
        + ", noCreds="
        + noCreds
        + ", authFile="
        + authFile
        + ", helperDeadline="
        + helperDeadline
        + ", credentialHelpers="
        + credentialHelpers
        + "]";
  }
}
