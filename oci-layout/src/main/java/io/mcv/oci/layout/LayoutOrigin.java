package io.mcv.oci.layout;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made for a new layout, so that a writer who fails before there is any image in it leaves
 * nothing behind.
 */
final class LayoutOrigin {
  private final Path folder;

  /** The layout's folder and the missing ones above it, innermost first. */
  private final Deque<Path> madeFolders;

  private volatile boolean kept;

  private LayoutOrigin(Path folder, Deque<Path> madeFolders) {
    this.folder = folder;
    this.madeFolders = madeFolders;
  }

  /** Makes the folder of a layout, where there is none yet. */
  static LayoutOrigin make(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (@Nullable Path p = folder.toAbsolutePath(); p != null && !Files.exists(p); ) {
      missing.addLast(p);
      p = p.getParent();
    }
    LayoutOrigin origin = new LayoutOrigin(folder, missing);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      origin.removeMadeFolders();
      throw FileError.of("create folder", folder, e);
    }
    return origin;
  }

  /** An image came into the layout: from now on it stays, even if that is taken out again. */
  void keep() {
    kept = true;
  }

  /**
   * Takes the layout away again, unless it holds an image by now or somebody writes to it. Where
   * its folder was there before, that stays, empty.
   */
  void withdraw(LayoutIndex index, Staging staging) throws IOException {
    if (kept) {
      return;
    }
    try {
      index.locked(() -> WritersLock.ifUnheld(staging.writersLock(), () -> removeEmpty(index)));
    } finally {
      removeMadeFolders();
    }
  }

  /** The marker first: what is left of a killed removal is no layout, and is made one again. */
  private void removeEmpty(LayoutIndex index) throws IOException {
    if (Files.exists(folder.resolve(LayoutIndex.NAME)) && !index.images().isEmpty()) {
      return;
    }
    for (String name : List.of(OciLayout.MARKER, LayoutIndex.NAME, Blobs.NAME, Staging.NAME)) {
      delete(folder.resolve(name));
    }
  }

  /** Removes the folders that were made, unless there is something in them. */
  void removeMadeFolders() throws IOException {
    for (Path made : madeFolders) {
      try {
        if (Files.isDirectory(made)) {
          Files.delete(made);
        }
      } catch (DirectoryNotEmptyException e) {
        return; // somebody has use for it
      }
    }
  }

  /** Removes a file, or a folder with all that is in it; links are not followed. */
  static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path) || Files.isSymbolicLink(path)) {
      Files.deleteIfExists(path);
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
