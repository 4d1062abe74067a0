package io.mcv.oci.layout;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the files below a folder by their names from there; what cannot be read is left out. */
final class FileSizes extends SimpleFileVisitor<Path> {
  private final Path folder;
  private final int limit;
  private final SortedMap<String, Long> found = new TreeMap<>();

  FileSizes(Path folder, int limit) {
    this.folder = folder;
    this.limit = limit;
  }

  SortedMap<String, Long> found() {
    return found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    found.put(folder.relativize(file).toString(), attributes.size());
    return found.size() < limit ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path ended, @Nullable IOException e) {
    return FileVisitResult.CONTINUE;
  }
}
