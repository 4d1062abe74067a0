package io.mcv.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout in which the tests run. */
public final class Checkout {
  private Checkout() {}

  /**
   * Its top folder, the one that holds {@code .mvn}: the working directory or one above it.
   *
   * @throws IllegalStateException if the tests run outside a checkout
   */
  public static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        "no folder from " + start + " up holds .mvn: run in a checkout");
  }

  /** One of the sample caches in {@code testdata/caches}, such as {@code triton-hip}. */
  public static Path sampleCache(String name) {
    Path cache = root().resolve("testdata/caches").resolve(name);
    if (!Files.isDirectory(cache)) {
      throw new IllegalArgumentException("there is no sample cache " + cache);
    }
    return cache;
  }

  /**
   * A file or folder that a command has put into the checkout. Where it is absent the test is
   * skipped, or fails if {@code MCV_REQUIRE_PEERS=1}.
   *
   * @param command which does it
   */
  public static Path installed(String relative, String command) {
    Path path = root().resolve(relative);
    if (!Files.exists(path)) {
      throw Requirement.missing("the test needs " + path + ", which is made by: " + command);
    }
    return path;
  }
}
