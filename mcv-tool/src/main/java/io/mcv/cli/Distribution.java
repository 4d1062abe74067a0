package io.mcv.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that was unpacked, or built in a checkout: {@code lib/} with what lies beside it. */
final class Distribution {
  private Distribution() {}

  /** A folder of it; empty where the program runs from somewhere else. */
  static Optional<Path> folder(String name) {
    String first = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
    Path library = Path.of(first).toAbsolutePath().getParent();
    return Optional.ofNullable(library)
        .map(lib -> lib.resolveSibling(name))
        .filter(Files::isDirectory);
  }
}
