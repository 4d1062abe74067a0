package io.mcv.oci.registry.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that make up {@code registries.conf}, in the order in which they count: the file
 * itself, then drop-ins, each of which overrides those before it.
 */
final class RegistriesConfFiles {
  static final String VARIABLE = "CONTAINERS_REGISTRIES_CONF";

  private static final String NAME = "registries.conf";

  private RegistriesConfFiles() {}

  static List<Path> find(UserEnvironment environment, @Nullable Path explicit)
      throws ConfigurationException {
    if (explicit != null) {
      return named(explicit, "--registries-conf");
    }
    String variable = environment.variable(VARIABLE);
    return variable != null ? named(Path.of(variable), "$" + VARIABLE) : usual(environment);
  }

  private static List<Path> named(Path file, String origin) throws ConfigurationException {
    if (!Files.exists(file)) {
      throw new ConfigurationException(
          file, "is not there; " + origin + " names it: correct the path, or leave it out");
    }
    List<Path> files = new ArrayList<>();
    files.add(file);
    addDropIns(Path.of(file + ".d"), files);
    return files;
  }

  private static List<Path> usual(UserEnvironment environment) throws ConfigurationException {
    Path user = environment.configFolder().resolve("containers");
    Path system = environment.system("etc/containers");
    List<Path> files = new ArrayList<>();
    for (Path folder : List.of(user, system, environment.system("usr/share/containers"))) {
      Path file = folder.resolve(NAME);
      if (Files.exists(file)) {
        files.add(file);
        break;
      }
    }
    addDropIns(system.resolve(NAME + ".d"), files);
    addDropIns(user.resolve(NAME + ".d"), files);
    return files;
  }

  private static void addDropIns(Path folder, List<Path> files) throws ConfigurationException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Path file : ConfigurationFolder.files(folder)) {
      if (file.toString().endsWith(".conf")) {
        files.add(file);
      }
    }
  }
}
