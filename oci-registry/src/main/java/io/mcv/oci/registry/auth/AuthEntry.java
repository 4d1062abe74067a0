package io.mcv.oci.registry.auth;

import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.config.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code auths}.
 *
 * <table>
 * <caption>Its fields, the first that is there counts</caption>
 * <tr><td>{@code registrytoken}</td><td>goes to the registry as it is</td></tr>
 * <tr><td>{@code identitytoken}</td><td>is exchanged for tokens</td></tr>
 * <tr><td>{@code auth}</td><td>Base64 of {@code user:password}</td></tr>
 * <tr><td>{@code username}, {@code password}</td><td>the same in the clear</td></tr>
 * </table>
 */
final class AuthEntry {
  private AuthEntry() {}

  /** Reads an entry; null if it has no credentials, as docker leaves it for its helpers. */
  static @Nullable Credential read(Path file, JsonObject auths, String key)
      throws ConfigurationException {
    try {
      JsonObject entry = auths.optionalObject(key);
      return entry == null ? null : credential(entry);
    } catch (JsonException | IllegalArgumentException e) {
      String problem = "is wrong: entry " + key + ": " + e.getMessage() + "; log in again";
      throw new ConfigurationException(file, Printable.line(problem));
    }
  }

  /**
   * The entry that is written for a credential.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Map<String, @Nullable Object> write(Credential credential) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    if (credential instanceof Credential.Password password) {
      if (password.user().isEmpty() || password.user().indexOf(':') >= 0) {
        throw new IllegalArgumentException("the user is empty, or has a colon; check the name");
      }
      String text = password.user() + ":" + password.secret();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      entry.put("auth", Base64.getEncoder().encodeToString(bytes));
    } else if (credential instanceof Credential.IdentityToken identity) {
      entry.put("identitytoken", identity.token());
    } else if (credential instanceof Credential.RegistryToken registry) {
      entry.put("registrytoken", registry.token());
    } else {
      throw new IllegalArgumentException("anonymous is not a credential that can be stored");
    }
    return entry;
  }

  private static @Nullable Credential credential(JsonObject entry) throws JsonException {
    String registryToken = string(entry, "registrytoken", "registryToken");
    if (!registryToken.isEmpty()) {
      return new Credential.RegistryToken(registryToken);
    }
    String identityToken = string(entry, "identitytoken", "identityToken");
    if (!identityToken.isEmpty()) {
      return new Credential.IdentityToken(identityToken);
    }
    String auth = string(entry, "auth");
    if (!auth.isEmpty()) {
      return password(auth);
    }
    String user = string(entry, "username");
    return user.isEmpty() ? null : new Credential.Password(user, string(entry, "password"));
  }

  private static Credential password(String auth) throws JsonException {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(auth.strip());
    } catch (IllegalArgumentException e) {
      throw new JsonException("auth is not Base64"); // the cause quotes a character of it
    }
    String text = new String(decoded, StandardCharsets.UTF_8);
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new JsonException("auth is not Base64 of user:password");
    }
    return new Credential.Password(
        text.substring(0, colon), withoutTrailingNuls(text.substring(colon + 1)));
  }

  /** Docker once padded passwords with NULs. */
  private static String withoutTrailingNuls(String password) {
    int end = password.length();
    while (end > 0 && password.charAt(end - 1) == 0) {
      end--;
    }
    return password.substring(0, end);
  }

  private static String string(JsonObject entry, String... names) throws JsonException {
    for (String name : names) {
      Object value = entry.get(name);
      if (value instanceof String text) {
        if (!text.isEmpty()) {
          return text;
        }
      } else if (value != null) {
        throw new JsonException(name + " is not a string");
      }
    }
    return "";
  }
}
