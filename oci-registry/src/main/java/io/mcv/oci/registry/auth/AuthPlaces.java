package io.mcv.oci.registry.auth;

import io.mcv.oci.registry.config.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where files of credentials are by default. */
final class AuthPlaces {
  static final String AUTH_FILE_VARIABLE = "REGISTRY_AUTH_FILE";

  private static final Path AUTH_FILE = Path.of("containers", "auth.json");
  private static final String RUNTIME_FOLDER = "XDG_RUNTIME_DIR";

  private final UserEnvironment environment;

  AuthPlaces(UserEnvironment environment) {
    this.environment = environment;
  }

  /** The file that the environment wants instead of all others, or null. */
  @Nullable Path only() {
    String file = environment.variable(AUTH_FILE_VARIABLE);
    return file == null ? null : Path.of(file);
  }

  /** The files that are read, in their order. */
  List<Path> read() {
    List<Path> files = new ArrayList<>();
    Path runtimeFile = runtimeFile();
    Path ofUid = runtimeFile == null ? fileOfUid() : runtimeFile;
    if (ofUid != null) {
      files.add(ofUid);
    }
    files.add(configFile());
    files.add(dockerFolder().resolve("config.json"));
    return files;
  }

  /** Docker's old file, which is read when those have nothing. */
  Path legacy() {
    return environment.home().resolve(".dockercfg");
  }

  /** The file that a login writes. */
  Path written() {
    Path only = only();
    if (only != null) {
      return only;
    }
    Path runtimeFile = runtimeFile();
    return runtimeFile == null ? configFile() : runtimeFile;
  }

  private @Nullable Path runtimeFile() {
    String folder = environment.variable(RUNTIME_FOLDER);
    return folder == null ? null : Path.of(folder).resolve(AUTH_FILE);
  }

  private Path configFile() {
    return environment.configFolder().resolve(AUTH_FILE);
  }

  private Path dockerFolder() {
    String folder = environment.variable("DOCKER_CONFIG");
    return folder == null ? environment.home().resolve(".docker") : Path.of(folder);
  }

  /** Where podman keeps the file of a user without a runtime folder; null if there is no uid. */
  private @Nullable Path fileOfUid() {
    try {
      Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return environment.system("run/containers/" + uid + "/auth.json");
    } catch (IOException | UnsupportedOperationException e) {
      return null; // not Linux: podman has no such file there
    }
  }
}
