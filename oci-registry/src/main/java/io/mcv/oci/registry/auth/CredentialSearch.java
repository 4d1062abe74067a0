package io.mcv.oci.registry.auth;

import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.auth.Explanation.Outcome;
import io.mcv.oci.registry.config.ConfigurationException;
import io.mcv.oci.registry.config.UserEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look-up of credentials, which notes where it was. */
final class CredentialSearch {
  private final UserEnvironment environment;
  private final CredentialOptions options;
  private final RegistryKey registry;
  private final AuthPlaces places;
  private final List<Explanation.Step> steps = new ArrayList<>();

  CredentialSearch(UserEnvironment environment, CredentialOptions options, RegistryKey registry) {
    this.environment = environment;
    this.options = options;
    this.registry = registry;
    this.places = new AuthPlaces(environment);
  }

  /** The places that were looked at so far. */
  List<Explanation.Step> steps() {
    return List.copyOf(steps);
  }

  FoundCredential run() throws IOException {
    try {
      FoundCredential found = search();
      return found == null ? FoundCredential.NONE : found;
    } catch (ConfigurationException e) {
      note(e.file().toString(), Outcome.FAILED, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private @Nullable FoundCredential search() throws IOException {
    if (options.noCreds()) {
      return used("--no-creds", new Credential.Anonymous(), "--no-creds", "asked for");
    }
    Credential.Password password = options.password();
    if (password != null) {
      return used("--creds", password, "--creds", password.toString());
    }
    if (options.authFile() != null) {
      return inRequiredFile(options.authFile(), "--authfile");
    }
    Path only = places.only();
    if (only != null) {
      return inRequiredFile(only, AuthPlaces.AUTH_FILE_VARIABLE);
    }
    return options.credentialHelpers().isEmpty() ? inFiles() : inFilesAndHelpers();
  }

  /** One helper that fails does not hide what others know, as podman has it. */
  private @Nullable FoundCredential inFilesAndHelpers() throws IOException {
    IOException failure = null;
    for (String name : options.credentialHelpers()) {
      try {
        FoundCredential found =
            name.equals(CredentialOptions.AUTH_FILES)
                ? inFiles()
                : inHelper(name, "credential-helpers of registries.conf");
        if (found != null) {
          return found;
        }
      } catch (CredentialHelperException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private @Nullable FoundCredential inFiles() throws IOException {
    for (Path file : places.read()) {
      FoundCredential found = inDefaultFile(file, AuthDocument.read(file));
      if (found != null) {
        return found;
      }
    }
    return inDefaultFile(places.legacy(), AuthDocument.readLegacy(places.legacy()));
  }

  private @Nullable FoundCredential inDefaultFile(Path file, @Nullable AuthDocument document)
      throws IOException {
    if (document == null) {
      note(file.toString(), Outcome.ABSENT, "not there");
      return null;
    }
    return inDocument(document);
  }

  private @Nullable FoundCredential inRequiredFile(Path file, String wish) throws IOException {
    AuthDocument document = AuthDocument.read(file);
    if (document == null) {
      throw new ConfigurationException(
          file, "is not there, but " + wish + " names it; log in, or name another file");
    }
    return inDocument(document);
  }

  private @Nullable FoundCredential inDocument(AuthDocument document) throws IOException {
    String file = document.file().toString();
    AuthDocument.Match<String> helper = document.credentialHelper(registry);
    if (helper != null && !helper.value().isEmpty()) {
      FoundCredential found =
          inHelper(helper.value(), AuthDocument.CREDENTIAL_HELPERS + " in " + file);
      if (found != null) {
        return found;
      }
    }
    AuthDocument.Match<Credential> entry = document.credential(registry);
    if (entry != null) {
      String name = "entry " + Printable.of(entry.key());
      return used(file, entry.value(), file + ", " + name, name + ": " + entry.value());
    }
    note(file, Outcome.NOTHING, "no entry " + String.join(", ", registry.candidates()));
    String store = helper == null ? document.credentialsStore() : null;
    return store == null ? null : inHelper(store, AuthDocument.CREDENTIALS_STORE + " in " + file);
  }

  private @Nullable FoundCredential inHelper(String name, String origin) throws IOException {
    CredentialHelper helper =
        new CredentialHelper(environment, name, origin, options.helperDeadline());
    Credential credential;
    try {
      credential = helper.get(registry);
    } catch (IOException e) {
      note(helper.toString(), Outcome.FAILED, String.valueOf(e.getMessage()));
      throw e;
    }
    String address = registry.helperAddress();
    if (credential == null) {
      note(helper.toString(), Outcome.NOTHING, "nothing for " + address);
      return null;
    }
    return used(helper.toString(), credential, helper.toString(), address + ": " + credential);
  }

  private FoundCredential used(String place, Credential credential, String source, String finding) {
    note(place, Outcome.USED, finding);
    return new FoundCredential(credential, source);
  }

  private void note(String place, Outcome outcome, String finding) {
    steps.add(new Explanation.Step(place, outcome, finding));
  }
}
