package io.mcv.client;

import io.mcv.oci.layout.OciLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A layout of one operation, which goes with it. */
final class TemporaryLayout implements Closeable {
  private final Path folder;
  private final OciLayout layout;

  private TemporaryLayout(Path folder) throws IOException {
    this.folder = folder;
    this.layout = OciLayout.openOrCreate(folder.resolve("layout"));
  }

  static TemporaryLayout in(Path parent) throws IOException {
    return new TemporaryLayout(Files.createTempDirectory(parent, "mcv-create-"));
  }

  OciLayout layout() {
    return layout;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
