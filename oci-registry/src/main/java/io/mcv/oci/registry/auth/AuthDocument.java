package io.mcv.oci.registry.auth;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of credentials, as it was read.
 *
 * <table>
 * <caption>Its fields</caption>
 * <tr><td>{@code auths}</td><td>keys of registries and repositories, each with an entry</td></tr>
 * <tr><td>{@code credHelpers}</td><td>keys of registries, each with the name of a helper</td></tr>
 * <tr><td>{@code credsStore}</td><td>the name of the helper of all other registries</td></tr>
 * </table>
 *
 * <p>Docker's old {@code .dockercfg} is {@code auths} alone, as the whole document.
 *
 * @param file where it was read
 * @param root the whole document
 * @param isLegacy whether it is a {@code .dockercfg}
 */
record AuthDocument(Path file, JsonObject root, boolean isLegacy) {
  /** Largest file that is read or written, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  static final String AUTHS = "auths";
  static final String CREDENTIAL_HELPERS = "credHelpers";
  static final String CREDENTIALS_STORE = "credsStore";

  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern PLACE = Pattern.compile("\\(line \\d+, column \\d+\\)$");

  /** What a file says of a registry: the key that fits it best, and the value of that key. */
  record Match<T>(String key, T value) {}

  /** Reads a file; null if it is not there. One without a single byte has no entries. */
  static @Nullable AuthDocument read(Path file) throws ConfigurationException {
    return read(file, false);
  }

  /** The same for a {@code .dockercfg}. */
  static @Nullable AuthDocument readLegacy(Path file) throws ConfigurationException {
    return read(file, true);
  }

  private static @Nullable AuthDocument read(Path file, boolean isLegacy)
      throws ConfigurationException {
    byte[] content = content(file);
    if (content == null) {
      return null;
    }
    return new AuthDocument(file, parse(file, content.length == 0 ? EMPTY : content), isLegacy);
  }

  /** The same for a file that is not there yet. */
  static AuthDocument readOrEmpty(Path file) throws ConfigurationException {
    AuthDocument document = read(file);
    return document != null ? document : new AuthDocument(file, parse(file, EMPTY), false);
  }

  /** The entry with the longest key that fits; an entry without credentials counts as none. */
  @Nullable Match<Credential> credential(RegistryKey registry) throws ConfigurationException {
    JsonObject auths = isLegacy ? root : object(AUTHS);
    if (auths == null) {
      return null;
    }
    for (String candidate : registry.candidates()) {
      for (String key : keys(auths.names(), candidate)) {
        Credential credential = AuthEntry.read(file, auths, key);
        if (credential != null) {
          return new Match<>(key, credential);
        }
      }
    }
    return null;
  }

  /** The helper with the longest key that fits; an empty name means that none is to be asked. */
  @Nullable Match<String> credentialHelper(RegistryKey registry) throws ConfigurationException {
    JsonObject helpers = isLegacy ? null : object(CREDENTIAL_HELPERS);
    if (helpers == null) {
      return null;
    }
    for (String candidate : registry.candidates()) {
      for (String key : keys(helpers.names(), candidate)) {
        return new Match<>(key, string(helpers, key));
      }
    }
    return null;
  }

  /** The helper of all registries without one of their own, or null. */
  @Nullable String credentialsStore() throws ConfigurationException {
    String store = isLegacy ? "" : string(root, CREDENTIALS_STORE);
    return store.isEmpty() ? null : store;
  }

  /** The entries as they are in the file. */
  Map<String, @Nullable Object> auths() throws ConfigurationException {
    JsonObject auths = object(AUTHS);
    return auths == null ? Map.of() : auths.asMap();
  }

  /** The keys of a field, as they are in the file. */
  Set<String> keysOf(String field) throws ConfigurationException {
    JsonObject object = object(field);
    return object == null ? Set.of() : object.names();
  }

  /** The keys that mean the same as the candidate, that which is written the same first. */
  static List<String> keys(Collection<String> all, String candidate) {
    return all.stream()
        .filter(key -> RegistryKey.canonical(key).equals(candidate))
        .sorted((a, b) -> Boolean.compare(b.equals(candidate), a.equals(candidate)))
        .toList();
  }

  private @Nullable JsonObject object(String field) throws ConfigurationException {
    try {
      return root.optionalObject(field);
    } catch (JsonException e) {
      throw new ConfigurationException(file, "is wrong: " + field + " is not an object");
    }
  }

  private String string(JsonObject object, String field) throws ConfigurationException {
    try {
      String value = object.optionalString(field);
      return value == null ? "" : value;
    } catch (JsonException e) {
      throw new ConfigurationException(file, "is wrong: " + Printable.line(e.getMessage()));
    }
  }

  private static byte @Nullable [] content(Path file) throws ConfigurationException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new ConfigurationException(file, "cannot be read: " + FileReason.of(e));
    }
    if (content.length > MAX_BYTES) {
      throw new ConfigurationException(
          file, "is larger than the " + MAX_BYTES + " bytes that are read of it");
    }
    return content;
  }

  private static JsonObject parse(Path file, byte[] content) throws ConfigurationException {
    try {
      return Json.parseObject(content);
    } catch (JsonException e) {
      // The message may quote the text, which has passwords in it: no more of it than the place.
      Matcher place = PLACE.matcher(e.getMessage());
      throw new ConfigurationException(
          file,
          "is not a valid JSON object"
              + (place.find() ? " " + place.group() : "")
              + "; correct it, or remove it and log in again");
    }
  }
}
