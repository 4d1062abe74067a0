package io.mcv.client.publish;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Completes a staged unit with what the unit that is there has of its own, so that it can take that
 * one's place. Files are not copied: they get a second name, and keep owner, mode and times.
 */
final class UnitMerge {
  private final Path staged;
  private final Path present;
  private final Overwrite overwrite;
  private boolean needed;

  UnitMerge(Path staged, Path present, Overwrite overwrite) {
    this.staged = staged;
    this.present = present;
    this.overwrite = overwrite;
  }

  /** What stands in the way, one line each, with its path in the unit. Nothing is changed. */
  List<String> compare() throws IOException {
    List<String> conflicts = new ArrayList<>();
    Files.walkFileTree(
        staged,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path there = present.resolve(staged.relativize(folder));
            if (!Folders.exists(there)) {
              needed = true;
            } else if (!Folders.isFolder(there)) {
              conflicts.add(Folders.relative(staged, folder) + " is there and is not a folder");
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String conflict = compareFile(file, present.resolve(staged.relativize(file)));
            if (conflict != null) {
              conflicts.add(Folders.relative(staged, file) + conflict);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return conflicts;
  }

  /** Whether the unit that is there lacks anything or has it otherwise. */
  boolean isNeeded() {
    return needed;
  }

  private @Nullable String compareFile(Path file, Path there) throws IOException {
    if (!Folders.exists(there)) {
      needed = true;
      return null;
    }
    if (!Folders.isFile(there)) {
      return " is there and is not a file";
    }
    if (overwrite == Overwrite.NEVER) {
      return " is there already";
    }
    if (Files.mismatch(file, there) < 0) {
      return null;
    }
    needed = true;
    return overwrite == Overwrite.ALWAYS ? null : " is there with other content";
  }

  /** Gives the staged unit all that only the other one has, and its files where they are equal. */
  void complete() throws IOException {
    Files.walkFileTree(
        present,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path mine = staged.resolve(present.relativize(folder));
            if (!Folders.exists(mine)) {
              Files.createDirectory(mine);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            adopt(file, staged.resolve(present.relativize(file)), attributes);
            return FileVisitResult.CONTINUE;
          }

          /** Only now: a folder that is read-only could not be filled. */
          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            copyOwnerAndMode(folder, staged.resolve(present.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void adopt(Path file, Path mine, BasicFileAttributes attributes)
      throws IOException {
    if (!Folders.exists(mine)) {
      if (attributes.isSymbolicLink()) {
        Files.copy(file, mine, LinkOption.NOFOLLOW_LINKS);
      } else {
        Files.createLink(mine, file);
      }
    } else if (attributes.isRegularFile() && Files.mismatch(mine, file) < 0) {
      Files.delete(mine);
      Files.createLink(mine, file);
    }
  }

  /** A cache that root extracts into stays the user's. */
  private static void copyOwnerAndMode(Path from, Path to) throws IOException {
    PosixFileAttributes is = attributes(to);
    PosixFileAttributes was = attributes(from);
    PosixFileAttributeView view =
        Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!is.group().equals(was.group())) {
      view.setGroup(was.group());
    }
    if (!is.owner().equals(was.owner())) {
      view.setOwner(was.owner());
    }
    if (!is.permissions().equals(was.permissions())) {
      Files.setPosixFilePermissions(to, was.permissions());
    }
  }

  private static PosixFileAttributes attributes(Path folder) throws IOException {
    return Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
