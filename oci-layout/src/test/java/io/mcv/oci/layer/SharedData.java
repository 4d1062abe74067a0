package io.mcv.oci.layer;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** The data that stands beside the checkout, at {@code ../shared/data}. */
final class SharedData {
  private SharedData() {}

  /** A file or folder of it; where it is absent the test is skipped, or fails if it must run. */
  static Path path(String relative) {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    if (root != null) {
      Path path = root.resolveSibling("shared").resolve("data").resolve(relative);
      if (Files.exists(path)) {
        return path;
      }
    }
    return skip("the shared test data has no " + relative);
  }

  /** Ends a test that lacks something here: skipped, or failed where everything must be here. */
  static <T> T skip(String reason) {
    return "1".equals(System.getenv("MCV_REQUIRE_PEERS")) ? fail(reason) : abort(reason);
  }
}
