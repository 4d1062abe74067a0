package io.mcv.oci.layer.deflate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Test data and tools that need not be there, but must where peers are required. */
final class SharedData {
  private static final boolean REQUIRED = "1".equals(System.getenv("MCV_REQUIRE_PEERS"));

  private SharedData() {}

  /** A folder of {@code ../shared/data}; without it the test is skipped. */
  static Path folder(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn")) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    Path data = folder.resolveSibling("shared").resolve("data").resolve(name);
    need(Files.isDirectory(data), "there is no " + data);
    return data;
  }

  /** A tool of one of the folders with newer releases; without it the test is skipped. */
  static String newerTool(String name) {
    String folders = System.getenv().getOrDefault("MCV_PEERS", "/opt/peers/bin");
    for (String folder : folders.split(":")) {
      Path tool = Path.of(folder, name);
      if (Files.isExecutable(tool)) {
        return tool.toString();
      }
    }
    need(false, "there is no " + name + " in " + folders);
    return name;
  }

  /** Runs a tool of the PATH; without it the test is skipped. */
  static void run(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      need(false, command[0] + " is not on the PATH");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(List.of(command) + " failed: " + output);
    }
  }

  private static void need(boolean there, String reason) {
    if (REQUIRED && !there) {
      throw new AssertionError(reason + ", and MCV_REQUIRE_PEERS=1");
    }
    assumeTrue(there, reason);
  }
}
