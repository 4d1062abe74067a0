package io.mcv.client;

import io.mcv.client.publish.StagedTree;
import io.mcv.spec.CacheKind;
import io.mcv.spec.image.InImageManifest;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a staged cache from its own files. */
final class StagedEntries {
  private StagedEntries() {}

  static CacheEntries read(StagedTree cache, CacheKind kind, @Nullable InImageManifest manifest)
      throws IOException {
    Path root = cache.root();
    EntryCollector collector = new EntryCollector();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(root)) {
              collector.addFolder(root.relativize(folder).toString());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            collector.addFile(
                root.relativize(file).toString(),
                attributes.size(),
                () -> Files.newInputStream(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return collector.entries(kind, manifest, List.of());
  }
}
