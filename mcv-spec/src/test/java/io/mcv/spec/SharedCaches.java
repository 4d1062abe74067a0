package io.mcv.spec;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The four real caches beside the checkout, for tests that need them. */
public final class SharedCaches {
  private SharedCaches() {}

  /** One of them; without the data the test is skipped, or fails where peers are required. */
  public static Path folder(String name) {
    Path checkout = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(checkout.resolve(".mvn")) && checkout.getParent() != null) {
      checkout = checkout.getParent();
    }
    Path folder = checkout.resolveSibling("shared").resolve("data/caches").resolve(name);
    if (!Files.isDirectory(folder)) {
      String reason = "the shared test data is not at " + folder;
      if ("1".equals(System.getenv("MCV_REQUIRE_PEERS"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    return folder;
  }
}
