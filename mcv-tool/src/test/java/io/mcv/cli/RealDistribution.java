package io.mcv.cli;

import io.mcv.testing.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A distribution that runs: the launcher, and the jars of this test's own class path. */
final class RealDistribution {
  private static final String MAIN = "io/mcv/cli/Main.class";

  private final Path launcher;
  private final Map<String, String> environment = new HashMap<>();

  private RealDistribution(Path launcher) {
    this.launcher = launcher;
  }

  static RealDistribution at(Path home) throws IOException {
    Path lib = Files.createDirectories(home.resolve("lib"));
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
        boolean main = Files.exists(path.resolve(MAIN));
        jar(path, lib.resolve((main ? "mcv-tool-" : "classes-") + number++ + ".jar"));
      } else if (isNeeded(path.getFileName().toString())) {
        Files.copy(path, lib.resolve(path.getFileName().toString()));
      }
    }
    Path launcher = Files.createDirectories(home.resolve("bin")).resolve("mcv-tool");
    Files.copy(Checkout.root().resolve("mcv-tool/bin/mcv-tool"), launcher);
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + launcher + " executable");
    }
    return new RealDistribution(launcher);
  }

  /** Jars of the project, where a module was packaged before, and those it needs to run. */
  private static boolean isNeeded(String name) {
    return Stream.of(
            "oci-",
            "mcv-",
            "gpu-probe",
            "jackson-",
            "jline-",
            "jna",
            "jspecify",
            "kotlin-stdlib",
            "nimbus-jose-jwt",
            "okhttp-jvm",
            "okio-jvm",
            "picocli",
            "progressbar",
            "zstd-jni")
        .anyMatch(name::startsWith);
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
  }

  RealDistribution with(String variable, Object value) {
    environment.put(variable, value.toString());
    return this;
  }

  /** The launcher with this test's own Java, which takes its place; the caller starts it. */
  ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs the launcher. */
  Tool.Outcome run(String... arguments) throws IOException, InterruptedException {
    Path err = Files.createTempFile("launcher", ".err");
    try {
      Process process = process(arguments).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the launcher did not end");
      }
      return new Tool.Outcome(process.exitValue(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
