package io.mcv.cli;

import io.mcv.testing.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A place to try the launcher in: a copy of it, a PATH of our own with nothing on it but what the
 * launcher is known to use, and JDKs whose {@code java} prints how it was called.
 */
final class LauncherFixture {
  private static final List<String> TOOLS =
      List.of(
          "find", "ln", "mkdir", "mktemp", "readlink", "rm", "sed", "sh", "sleep", "tail", "touch");

  private final Path folder;
  private final Path tools;
  private final Map<String, String> environment = new HashMap<>();

  LauncherFixture(Path folder) throws IOException {
    this.folder = folder;
    this.tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      script(tools.resolve(tool), "exec " + onPath(tool) + " \"$@\"\n");
    }
    environment.put("PATH", tools.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TMPDIR", Files.createDirectories(folder.resolve("tmp dir")).toString());
  }

  private static Path onPath(String tool) {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path candidate = Path.of(directory, tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException(tool + " is not on the PATH");
  }

  /** An unpacked distribution; the launcher in it. */
  Path distribution(String name) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/a-1.jar"));
    Files.createFile(home.resolve("lib/mcv-tool-0.1.0.jar"));
    return launcher(home);
  }

  /** A copy of the launcher in {@code bin} below this folder. */
  Path launcher(Path home) throws IOException {
    Path launcher = home.resolve("bin/mcv-tool");
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Checkout.root().resolve("mcv-tool/bin/mcv-tool"), launcher);
    return executable(launcher);
  }

  /** A JDK with a release file that names this version. */
  Path jdk(String version) throws IOException {
    Path jdk = jdkWithoutRelease(version);
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"us\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
    return jdk;
  }

  /** A JDK that has to be asked; {@code java -version} leaves a trace in the file asked. */
  Path jdkWithoutRelease(String version) throws IOException {
    Path jdk = folder.resolve("jdk " + version);
    Files.createDirectories(jdk.resolve("bin"));
    script(
        jdk.resolve("bin/java"),
        """
        if [ "$1" = -version ]; then
          : > '%s'
          echo 'openjdk version "%s" 2026-01-20' >&2
          exit
        fi
        printf '[%%s]\\n' "$@"
        echo "LC_ALL=${LC_ALL:-}"
        """
            .formatted(asked(), version));
    return jdk;
  }

  Path asked() {
    return folder.resolve("asked");
  }

  /** Puts a link to this program on the PATH. */
  LauncherFixture onPath(String name, Path target) throws IOException {
    Files.createSymbolicLink(tools.resolve(name), target);
    return this;
  }

  LauncherFixture with(String variable, Object value) {
    environment.put(variable, value.toString());
    return this;
  }

  LauncherFixture without(String variable) {
    environment.remove(variable);
    return this;
  }

  static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    executable(file);
  }

  private static Path executable(Path file) {
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make " + file + " executable");
    }
    return file;
  }

  Run run(Path launcher, String... arguments) throws Exception {
    return finish(start(launcher, arguments));
  }

  Process start(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Run finish(Process process) throws Exception {
    process.getOutputStream().close();
    String out = text(process.getInputStream().readAllBytes());
    String err = text(process.getErrorStream().readAllBytes());
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher did not end");
    }
    return new Run(process.exitValue(), out.lines().toList(), err);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * How the launcher ended.
   *
   * @param exit its exit status
   * @param out the lines of the java that it started: each argument in brackets, then LC_ALL
   * @param err its own messages
   */
  record Run(int exit, List<String> out, String err) {}
}
