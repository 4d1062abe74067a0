package io.mcv.client;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How much a folder tree holds.
 *
 * @param files number of files
 * @param bytes their sizes added up
 */
record PayloadSize(long files, long bytes) {

  static PayloadSize of(Path root) throws IOException {
    long[] sums = new long[2];
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sums[0]++;
            sums[1] += attributes.size();
            return FileVisitResult.CONTINUE;
          }
        });
    return new PayloadSize(sums[0], sums[1]);
  }
}
