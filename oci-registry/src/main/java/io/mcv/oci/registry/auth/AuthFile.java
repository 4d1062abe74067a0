package io.mcv.oci.registry.auth;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.reference.ReferenceSyntaxException;
import io.mcv.oci.registry.config.ConfigurationException;
import io.mcv.oci.registry.config.UserEnvironment;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file in which a login is kept, as podman and skopeo read it.
 *
 * <p>Where the file names a credential helper for the registry, that keeps the login instead. All
 * other entries and fields of the file stay as they are. The file is replaced whole, readable by
 * its owner alone, and by one process after the other. Safe for use by several threads.
 */
public final class AuthFile {
  private static final String INDENT = "\t";

  private final UserEnvironment environment;
  private final Path file;
  private final Duration helperDeadline;

  /**
   * The file that is written: that of the options, else of {@code REGISTRY_AUTH_FILE}, else {@code
   * $XDG_RUNTIME_DIR/containers/auth.json} where that variable is set, else {@code
   * containers/auth.json} in the user's folder of configuration. It need not be there.
   */
  public AuthFile(UserEnvironment environment, CredentialOptions options) {
    this.environment = environment;
    this.file =
        options.authFile() != null ? options.authFile() : new AuthPlaces(environment).written();
    this.helperDeadline = options.helperDeadline();
  }

  /** The file. */
  public Path path() {
    return file;
  }

  /**
   * Keeps a credential for a registry, namespace or repository, in place of the one that was kept.
   *
   * @return where it is kept, in words
   * @throws IllegalArgumentException if it is anonymous, or of a kind that the place cannot keep;
   *     the message is for people
   * @throws ConfigurationException if the file is wrong, or names a helper for a part of a registry
   * @throws CredentialHelperException if the helper is missing or fails
   * @throws IOException if the file cannot be written
   */
  public String login(RegistryKey registry, Credential credential) throws IOException {
    Map<String, @Nullable Object> entry = AuthEntry.write(credential);
    AuthDocument document = AuthDocument.readOrEmpty(file);
    CredentialHelper helper = helper(document, registry);
    if (helper == null) {
      change(auths -> auths.put(registry.toString(), entry));
      return file.toString();
    }
    if (registry.path() != null) {
      throw helperOfWholeRegistry(registry);
    }
    helper.store(registry, credential);
    if (document.credentialHelper(registry) == null) {
      change(auths -> leaveToStore(auths, registry));
    }
    return helper.toString();
  }

  /**
   * Removes what is kept for a registry, namespace or repository, under whichever form of its name.
   *
   * @return whether there was something
   * @throws ConfigurationException if the file is wrong
   * @throws CredentialHelperException if the helper is missing or fails
   * @throws IOException if the file cannot be written
   */
  public boolean logout(RegistryKey registry) throws IOException {
    AuthDocument document = AuthDocument.read(file);
    if (document == null) {
      return false;
    }
    CredentialHelper helper = registry.path() == null ? helper(document, registry) : null;
    boolean erased = helper != null && erase(helper, registry);
    boolean removed = !keys(document.auths(), registry).isEmpty();
    if (removed) {
      change(auths -> auths.keySet().removeAll(keys(auths, registry)));
    }
    return erased || removed;
  }

  /**
   * Removes all entries of the file, and what its helpers keep for the registries that it names.
   *
   * @return whether there was something
   * @throws ConfigurationException if the file is wrong
   * @throws CredentialHelperException if a helper is missing or fails
   * @throws IOException if the file cannot be written
   */
  public boolean logoutAll() throws IOException {
    AuthDocument document = AuthDocument.read(file);
    if (document == null) {
      return false;
    }
    boolean erased = false;
    for (RegistryKey registry : registries(document)) {
      CredentialHelper helper = helper(document, registry);
      erased |= helper != null && erase(helper, registry);
    }
    boolean removed = !document.auths().isEmpty();
    if (removed) {
      change(Map::clear);
    }
    return erased || removed;
  }

  /** The registries that the file names, without their paths; other keys are no concern here. */
  private static Set<RegistryKey> registries(AuthDocument document) throws ConfigurationException {
    Set<String> keys = new LinkedHashSet<>(document.keysOf(AuthDocument.AUTHS));
    keys.addAll(document.keysOf(AuthDocument.CREDENTIAL_HELPERS));
    Set<RegistryKey> registries = new LinkedHashSet<>();
    for (String key : keys) {
      try {
        registries.add(new RegistryKey(RegistryKey.parse(key).host(), null));
      } catch (ReferenceSyntaxException e) {
        continue; // no helper has been asked to keep anything for it
      }
    }
    return registries;
  }

  private @Nullable CredentialHelper helper(AuthDocument document, RegistryKey registry)
      throws ConfigurationException {
    AuthDocument.Match<String> own = document.credentialHelper(registry);
    String name = own == null ? document.credentialsStore() : own.value();
    if (name == null || name.isEmpty()) {
      return null;
    }
    String field = own == null ? AuthDocument.CREDENTIALS_STORE : AuthDocument.CREDENTIAL_HELPERS;
    return new CredentialHelper(environment, name, field + " in " + file, helperDeadline);
  }

  private static boolean erase(CredentialHelper helper, RegistryKey registry) throws IOException {
    if (helper.get(registry) == null) {
      return false;
    }
    helper.erase(registry);
    return true;
  }

  private ConfigurationException helperOfWholeRegistry(RegistryKey registry) {
    return new ConfigurationException(
        file,
        "has a credential helper for "
            + registry.host()
            + ", which cannot tell one path from another; log in to "
            + registry.host()
            + ", or use another file with --authfile");
  }

  /** A change of the entries of the file. */
  private interface Change {
    void apply(Map<String, @Nullable Object> auths);
  }

  private void change(Change change) throws IOException {
    try {
      PrivateFile target = PrivateFile.of(file);
      target.locked(() -> target.replace(changed(change)));
    } catch (FileSystemException e) {
      throw new IOException("cannot write " + file + ": " + FileReason.of(e), e);
    }
  }

  /** Reads the file anew: it may have changed before the lock was ours. */
  private byte[] changed(Change change) throws IOException {
    AuthDocument document = AuthDocument.readOrEmpty(file);
    Map<String, @Nullable Object> auths = new LinkedHashMap<>(document.auths());
    change.apply(auths);
    Map<String, @Nullable Object> root = new LinkedHashMap<>(document.root().asMap());
    root.put(AuthDocument.AUTHS, auths);
    byte[] content = GoJson.indented(root, INDENT);
    if (content.length > AuthDocument.MAX_BYTES) {
      throw new ConfigurationException(
          file,
          "would be larger than the "
              + AuthDocument.MAX_BYTES
              + " bytes that are read of it; log out of registries that are no longer used");
    }
    return content;
  }

  /** As docker marks it: an entry with credentials would come before the store. */
  private static void leaveToStore(Map<String, @Nullable Object> auths, RegistryKey registry) {
    List<String> keys = new ArrayList<>(keys(auths, registry));
    if (keys.isEmpty()) {
      keys.add(registry.toString());
    }
    keys.forEach(key -> auths.put(key, Map.of()));
  }

  private static List<String> keys(Map<String, @Nullable Object> auths, RegistryKey registry) {
    return AuthDocument.keys(auths.keySet(), registry.toString());
  }
}
