package io.mcv.testing.gpu;

import io.mcv.testing.Checkout;
import io.mcv.testing.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Libraries that stand in for those of vendors, compiled by gcc from {@code
 * testdata/gpu-libraries}.
 */
public final class FakeLibrary {
  private FakeLibrary() {}

  /**
   * Compiles a library. Without gcc the test is skipped, or fails if {@code MCV_REQUIRE_PEERS=1}.
   *
   * @param source name of the file with the C code
   * @param library where the shared library is written, its name included
   * @param defines macros, as {@code NAME} or {@code NAME=VALUE}
   */
  public static Path compile(String source, Path library, String... defines) {
    List<String> arguments =
        new ArrayList<>(List.of("-shared", "-fPIC", "-O1", "-Wall", "-Werror"));
    for (String define : defines) {
      arguments.add("-D" + define);
    }
    arguments.addAll(
        List.of(
            "-o",
            library.toString(),
            Checkout.root().resolve("testdata/gpu-libraries").resolve(source).toString()));
    try {
      Files.createDirectories(library.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Peer.require("gcc").run(arguments.toArray(String[]::new)).orFail();
    return library;
  }
}
