package io.mcv.client.candidate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a folder. Links are not followed, and no file is opened that is none.
 *
 * @param entries by path below the folder, the folder itself as {@code ""}; empty where there is
 *     none
 */
record TreeState(SortedMap<String, TreeEntry> entries) {
  /** A tool that makes more has told enough. */
  private static final int MAX_ENTRIES = 100_000;

  TreeState {
    entries = Collections.unmodifiableSortedMap(entries);
  }

  /**
   * Looks at a folder.
   *
   * @param except what is passed over, with all in it
   */
  static TreeState of(Path folder, Set<Path> except) throws IOException {
    SortedMap<String, TreeEntry> entries = new TreeMap<>();
    Files.walkFileTree(folder, new Collector(folder, except, entries));
    return new TreeState(entries);
  }

  /** The first path whose entry is not the same in both, if any. */
  Optional<String> firstChange(TreeState later) {
    Set<String> paths = new TreeSet<>(entries.keySet());
    paths.addAll(later.entries.keySet());
    return paths.stream()
        .filter(path -> !equal(entries.get(path), later.entries.get(path)))
        .findFirst();
  }

  private static boolean equal(@Nullable TreeEntry one, @Nullable TreeEntry other) {
    return one != null && one.equals(other);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Set<Path> except;
    private final SortedMap<String, TreeEntry> entries;

    Collector(Path folder, Set<Path> except, SortedMap<String, TreeEntry> entries) {
      this.folder = folder;
      this.except = except;
      this.entries = entries;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      return except.contains(path) ? FileVisitResult.SKIP_SUBTREE : add(path, TreeEntry.of(path));
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      return except.contains(path) ? FileVisitResult.CONTINUE : add(path, TreeEntry.of(path));
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      boolean missing = e instanceof NoSuchFileException && path.equals(folder);
      return missing ? FileVisitResult.TERMINATE : add(path, TreeEntry.UNREADABLE);
    }

    private FileVisitResult add(Path path, TreeEntry entry) {
      entries.put(folder.relativize(path).toString(), entry);
      return entries.size() < MAX_ENTRIES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }
}
