package io.mcv.spec.conformance.oci;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Schemas and documents of image-spec, which stand beside the checkout. */
final class ImageSpecData {
  private ImageSpecData() {}

  /** The text of a file; where it is absent the test is skipped, or fails if it must be there. */
  static String read(String file) throws IOException {
    Path path = Path.of("../../shared/data/oci-schemas", file).toAbsolutePath().normalize();
    if ("1".equals(System.getenv("MCV_REQUIRE_PEERS"))) {
      assertTrue(Files.exists(path), path + " is absent");
    }
    assumeTrue(Files.exists(path), path + " is absent");
    return Files.readString(path);
  }
}
