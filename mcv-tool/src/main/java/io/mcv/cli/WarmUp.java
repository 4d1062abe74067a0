package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Does once, in a folder of its own, what users do often: the classes that this loads are those of
 * the class archive from which the launcher starts.
 */
public final class WarmUp {
  private static final String METADATA =
      "{\"hash\": \"00\", \"target\": {\"backend\": \"cuda\", \"arch\": 80, \"warp_size\": 32},"
          + " \"name\": \"kernel\"}";
  private static final String GROUP =
      "{\"child_paths\": {\"kernel.json\": \"/root/.triton/cache/KEY/kernel.json\"}}";

  private WarmUp() {}

  /** Runs the commands; what they print goes nowhere. */
  public static void main(String[] arguments) throws IOException {
    QuickStart.prepare(new String[] {"docker://warm/up"});
    Path folder = Files.createTempDirectory("mcv-tool-warm-up");
    try {
      Path cache = cache(folder);
      run(folder, local(folder, cache));
      configureRegistries(folder);
      try (WarmUpRegistry registry = new WarmUpRegistry()) {
        run(folder, remote(folder, cache, registry.host()));
      } catch (IOException e) {
        return; // no loopback here, so no registries either
      }
    } finally {
      delete(folder);
    }
  }

  private static Path cache(Path folder) throws IOException {
    Path cache = folder.resolve("cache");
    Path key = Files.createDirectories(cache.resolve("KEY"));
    Files.write(key.resolve("kernel.json"), METADATA.getBytes(StandardCharsets.UTF_8));
    Files.write(key.resolve("__grp__kernel.json"), GROUP.getBytes(StandardCharsets.UTF_8));
    return cache;
  }

  /** As distributions do. */
  private static void configureRegistries(Path folder) throws IOException {
    Path drop = Files.createDirectories(folder.resolve("etc/containers/registries.conf.d"));
    Files.writeString(
        folder.resolve("etc/containers/registries.conf"),
        "unqualified-search-registries = [\"docker.io\"]\n");
    Files.writeString(
        drop.resolve("shortnames.conf"), "[aliases]\n\"warm\" = \"docker.io/library/warm\"\n");
  }

  private static List<List<String>> local(Path folder, Path cache) throws IOException {
    String image = "oci:" + folder.resolve("layout") + ":tag";
    String target = folder.resolve("target").toString();
    String host = folder.resolve("host").toString();
    Files.createDirectories(folder.resolve("host/sys"));
    return List.of(
        List.of("--version"),
        List.of("--help"),
        List.of("inspect", "--no-such-option"),
        List.of("create", "-i", image, "-d", cache.toString()),
        List.of("create", "-i", "warm/up:tag", "-d", cache.toString()),
        List.of("inspect", image),
        List.of("inspect", "--config", image),
        List.of("inspect", "--format", "{{.Digest}}", image),
        List.of("inspect", "--cache", "--entries", "--gpu-sysroot", host, image),
        List.of("check-compat", "--gpu-sysroot", host, image),
        List.of("extract", "--no-gpu", "-i", image, "-d", target),
        List.of("validate", image),
        List.of("vault", "ls"));
  }

  private static List<List<String>> remote(Path folder, Path cache, String registry) {
    String image = "docker://" + registry + "/warm/up:t";
    String target = folder.resolve("target").toString();
    String plain = "--tls-verify=false";
    return List.of(
        List.of("create", plain, "-i", image, "-d", cache.toString()),
        List.of("inspect", plain, image),
        List.of("inspect", "--retry-times=0", image), // TLS, as far as it comes
        List.of("extract", plain, "--no-gpu", "-i", image, "-d", target),
        List.of("copy", plain, image, "oci:" + folder.resolve("pulled") + ":t"),
        List.of("copy", plain, "oci:" + folder.resolve("pulled") + ":t", image + "2"),
        List.of("list-tags", plain, image));
  }

  /** As a user who has configured nothing. */
  private static void run(Path folder, List<List<String>> commands) {
    PrintStream out = Main.stream(OutputStream.nullOutputStream());
    PrintWriter err = Main.writer(OutputStream.nullOutputStream());
    Map<String, String> variables =
        Map.of("MCV_VAULT", folder.resolve("vault").toString(), "TMPDIR", folder.toString());
    HostEnvironment environment = new HostEnvironment(variables, folder, folder);
    for (List<String> command : commands) {
      McvTool.run(command.toArray(String[]::new), out, err, environment);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
