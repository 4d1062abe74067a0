package io.mcv.oci.registry.auth;

import io.mcv.oci.registry.config.UserEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A user with a home, a system and a PATH of their own, all in one temporary folder. */
final class TestUser {
  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();

  TestUser(Path folder) {
    this.folder = folder;
    variables.put("PATH", folder.resolve("bin").toString());
    variables.put("XDG_RUNTIME_DIR", folder.resolve("runtime").toString());
  }

  TestUser with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  TestUser without(String variable) {
    variables.remove(variable);
    return this;
  }

  UserEnvironment environment() {
    return new UserEnvironment(variables, folder.resolve("home"), folder.resolve("root"));
  }

  Credentials credentials() {
    return credentials(CredentialOptions.defaults());
  }

  Credentials credentials(CredentialOptions options) {
    return new Credentials(environment(), options);
  }

  FoundCredential find(String key) throws IOException {
    return credentials().find(RegistryKey.parse(key));
  }

  /** Where a login is kept and looked up first. */
  Path authFile() {
    return folder.resolve("runtime/containers/auth.json");
  }

  Path path(String relative) {
    return folder.resolve(relative);
  }

  /** Writes a file, with {@code '} for quotes. */
  Path file(String relative, String content) throws IOException {
    Path file = folder.resolve(relative);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content.replace('\'', '"'));
  }

  Path authFile(String content) throws IOException {
    return file("runtime/containers/auth.json", content);
  }

  /** A credential helper of that name: a shell script without its first line. */
  Path helper(String name, String script) throws IOException {
    Path file = folder.resolve("bin/docker-credential-" + name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** An entry of {@code auths}, with {@code '} for quotes. */
  static String entry(String userAndPassword) {
    return "{'auth':'" + base64(userAndPassword) + "'}";
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
