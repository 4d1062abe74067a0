package io.mcv.oci.registry.auth;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.config.UserEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program {@code docker-credential-NAME} that keeps credentials for docker, podman and others.
 *
 * <table>
 * <caption>What it is asked</caption>
 * <tr><th>argument</th><th>input</th><th>answer</th></tr>
 * <tr><td>{@code get}</td><td>address</td><td>JSON: Username, Secret</td></tr>
 * <tr><td>{@code store}</td><td>JSON: ServerURL, Username, Secret</td><td></td></tr>
 * <tr><td>{@code erase}</td><td>address</td><td></td></tr>
 * </table>
 *
 * @see <a href="https://github.com/docker/docker-credential-helpers#development">the protocol</a>
 */
final class CredentialHelper {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final String PREFIX = "docker-credential-";
  private static final String TOKEN_USER = "<token>";
  private static final String NOT_FOUND = "credentials not found in native keychain";
  private static final int MAX_COMPLAINT = 200;

  private final UserEnvironment environment;
  private final String program;
  private final String origin;
  private final Duration deadline;

  /**
   * A helper of that name.
   *
   * @param origin what names it, such as {@code credHelpers in FILE}
   */
  CredentialHelper(UserEnvironment environment, String name, String origin, Duration deadline) {
    this.environment = environment;
    this.program = PREFIX + name;
    this.origin = origin;
    this.deadline = deadline;
  }

  /** What it has for the registry; null if it has nothing. */
  @Nullable Credential get(RegistryKey registry) throws IOException {
    HelperProcess.Answer answer = run("get", registry.helperAddress());
    if (answer.exit() != 0) {
      String complaint = complaint(answer);
      if (complaint.equals(NOT_FOUND)) {
        return null;
      }
      throw failure(answer, complaint);
    }
    return credential(answer.output());
  }

  void store(RegistryKey registry, Credential credential) throws IOException {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("ServerURL", registry.helperAddress());
    if (credential instanceof Credential.Password password) {
      message.put("Username", password.user());
      message.put("Secret", password.secret());
    } else if (credential instanceof Credential.IdentityToken identity) {
      message.put("Username", TOKEN_USER);
      message.put("Secret", identity.token());
    } else {
      throw new IllegalArgumentException(credential + " is nothing that a helper can store");
    }
    String json = new String(GoJson.compact(message), StandardCharsets.UTF_8);
    succeed(run("store", json));
  }

  void erase(RegistryKey registry) throws IOException {
    succeed(run("erase", registry.helperAddress()));
  }

  private void succeed(HelperProcess.Answer answer) throws CredentialHelperException {
    if (answer.exit() != 0) {
      throw failure(answer, complaint(answer));
    }
  }

  private HelperProcess.Answer run(String action, String input) throws IOException {
    ProcessBuilder command = new ProcessBuilder(executable().toString(), action);
    command.environment().clear();
    command.environment().putAll(environment.variables());
    HelperProcess.Answer answer;
    try {
      answer = HelperProcess.run(command, input, deadline);
    } catch (TimeoutException e) {
      throw failure(
          "did not answer within "
              + deadline.toMillis() / 1000.0
              + " s and was ended; see whether it waits for a password");
    }
    if (answer.isTooLong()) {
      throw failure("answered with more than " + HelperProcess.MAX_OUTPUT + " bytes");
    }
    return answer;
  }

  /** Absolute folders only: an image must not be handled with a program of the folder it is in. */
  private Path executable() throws CredentialHelperException {
    if (!NAME.matcher(program.substring(PREFIX.length())).matches()) {
      throw failure("has a name with other characters than letters, digits, dot, _ and -");
    }
    String path = environment.variable("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
      Path file = Path.of(folder).resolve(program);
      if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return file;
      }
    }
    throw failure("is not on the PATH; install it, or remove it there and log in again");
  }

  private @Nullable Credential credential(byte[] json) throws CredentialHelperException {
    String user;
    String secret;
    try {
      JsonObject answer = Json.parseObject(json);
      user = text(answer, "Username");
      secret = text(answer, "Secret");
    } catch (JsonException e) {
      throw failure("did not answer with JSON"); // the cause quotes the answer
    }
    if (user.isEmpty() && secret.isEmpty()) {
      return null;
    }
    if (user.isEmpty() || secret.isEmpty()) {
      throw failure("answered without " + (user.isEmpty() ? "a Username" : "a Secret"));
    }
    return user.equals(TOKEN_USER)
        ? new Credential.IdentityToken(secret)
        : new Credential.Password(user, secret);
  }

  private static String text(JsonObject answer, String name) throws JsonException {
    String value = answer.optionalString(name);
    return value == null ? "" : value;
  }

  /** The first line that it wrote about its failure. JSON is none: there may be a secret in it. */
  private static String complaint(HelperProcess.Answer answer) {
    String output = new String(answer.output(), StandardCharsets.UTF_8).strip();
    String text = output.isEmpty() ? answer.errors().strip() : output;
    return text.startsWith("{") ? "" : text.lines().findFirst().orElse("").strip();
  }

  private CredentialHelperException failure(HelperProcess.Answer answer, String complaint) {
    String cut =
        complaint.length() > MAX_COMPLAINT
            ? complaint.substring(0, MAX_COMPLAINT) + "…"
            : complaint;
    return failure(
        "failed with exit status "
            + answer.exit()
            + (cut.isEmpty() ? "" : ": " + Printable.line(cut)));
  }

  private CredentialHelperException failure(String problem) {
    String shown = Printable.of(program);
    return new CredentialHelperException(shown, "(" + origin + ") " + problem);
  }

  /** As sources of credentials have it. */
  @Override
  public String toString() {
    return "credential helper " + Printable.of(program) + " (" + origin + ")";
  }
}
