package io.mcv.cli;

import io.mcv.client.HostEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
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
    Path folder = Files.createTempDirectory("mcv-tool-warm-up");
    try {
      run(folder);
    } finally {
      delete(folder);
    }
  }

  private static void run(Path folder) throws IOException {
    Path cache = folder.resolve("cache");
    Path key = Files.createDirectories(cache.resolve("KEY"));
    Files.write(key.resolve("kernel.json"), METADATA.getBytes(StandardCharsets.UTF_8));
    Files.write(key.resolve("__grp__kernel.json"), GROUP.getBytes(StandardCharsets.UTF_8));
    String image = "oci:" + folder.resolve("layout") + ":tag";
    String target = folder.resolve("target").toString();
    List<List<String>> runs =
        List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("inspect", "--no-such-option"),
            List.of("create", "-i", image, "-d", cache.toString()),
            List.of("create", "-i", "warm/up:tag", "-d", cache.toString()),
            List.of("inspect", image),
            List.of("inspect", "--config", image),
            List.of("inspect", "--format", "{{.Digest}}", image),
            List.of("inspect", "--cache", "--entries", image),
            List.of("extract", "--no-gpu", "-i", image, "-d", target),
            List.of("vault", "ls"));
    PrintWriter nowhere = Main.writer(OutputStream.nullOutputStream());
    Map<String, String> variables = new HashMap<>(HostEnvironment.ofProcess().variables());
    variables.put("MCV_VAULT", folder.resolve("vault").toString());
    HostEnvironment environment = new HostEnvironment(variables, folder);
    for (List<String> run : runs) {
      McvTool.run(run.toArray(String[]::new), nowhere, nowhere, environment);
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
