package io.mcv.oci.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data that lies beside a checkout, in {@code ../shared/data}. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of it; where the data is absent the test is skipped, or fails if it must. */
  public static Path path(String relative) {
    Path path = checkout().resolveSibling("shared/data").resolve(relative);
    boolean there = Files.exists(path);
    if ("1".equals(System.getenv("MCV_REQUIRE_PEERS"))) {
      assertTrue(there, path + " is absent");
    }
    assumeTrue(there, path + " is absent");
    return path;
  }

  /** The bytes of a file of it. */
  public static byte[] bytes(String relative) {
    try {
      return Files.readAllBytes(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("").toAbsolutePath() : folder;
  }
}
