package io.mcv.oci.registry.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A home folder and a root of the file system of their own, below a temporary folder. */
record ConfigurationFolders(Path folder) {

  UserEnvironment environment(Map<String, String> variables) {
    return new UserEnvironment(variables, folder.resolve("home"), folder.resolve("root"));
  }

  UserEnvironment environment() {
    return environment(Map.of());
  }

  Path write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }
}
