package io.mcv.testing.conformance;

import io.mcv.testing.FileTrees;
import io.mcv.testing.conformance.ConformanceCase.Extract;
import io.mcv.testing.conformance.ConformanceTests.Extractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One image given to an extractor, in a folder that holds nothing but the target and a bystander.
 */
final class ExtractionTrial {
  private static final String TARGET = "target";
  private static final String BYSTANDER = "bystander";

  /** No links, devices or pipes, no set-id bits on files. */
  private static final Pattern HARMLESS = Pattern.compile("file 0\\d{3} .*|folder \\d{4}");

  private static final Pattern CACHE_FOLDER = Pattern.compile("io\\.[a-z0-9]+\\.cache/");

  private final VectorCase vector;
  private final SortedMap<String, String> after;

  private ExtractionTrial(VectorCase vector, SortedMap<String, String> after) {
    this.vector = vector;
    this.after = vector.extract() == Extract.ACCEPT ? ofCache(after) : after;
  }

  /**
   * Runs the extractor.
   *
   * @throws AssertionError if it did what it must not
   * @throws Exception of the extractor
   */
  static void run(VectorCase vector, Path vectors, Extractor extractor) throws Exception {
    Path folder = Files.createTempDirectory("vector");
    try {
      Path place = Files.createDirectories(folder.resolve("a/b"));
      Files.writeString(place.resolve(BYSTANDER), "as it was");
      Path target = Files.createDirectory(place.resolve(TARGET));
      SortedMap<String, String> before = outside(folder);
      boolean extracted = extractor.extract(vectors.resolve(vector.layout()), target);
      SortedMap<String, String> after = outside(folder);
      require(after.equals(before), "outside the target: " + before + " became " + after);
      new ExtractionTrial(vector, inside(target)).check(extracted);
    } finally {
      delete(folder);
    }
  }

  private static SortedMap<String, String> outside(Path folder) throws IOException {
    SortedMap<String, String> outside = FileTrees.snapshot(folder);
    outside.keySet().removeIf(path -> (path + "/").startsWith("a/b/" + TARGET + "/"));
    return outside;
  }

  /** Empty where there is no target any more: an extractor may remove it when it fails. */
  private static SortedMap<String, String> inside(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return new TreeMap<>();
    }
    require(
        Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS), "the target is no folder any more");
    SortedMap<String, String> inside = FileTrees.snapshot(target);
    for (Map.Entry<String, String> path : inside.entrySet()) {
      if (path.getValue().startsWith("file ") && names(target.resolve(path.getKey())) > 1) {
        path.setValue("hard link");
      }
    }
    return inside;
  }

  /** What is below the folder of the cache, where an extractor keeps it; else all. */
  private static SortedMap<String, String> ofCache(SortedMap<String, String> target) {
    SortedMap<String, String> below = new TreeMap<>();
    target.forEach(
        (path, what) -> {
          Matcher folder = CACHE_FOLDER.matcher(path);
          if (folder.lookingAt()) {
            below.put(path.substring(folder.end()), what);
          }
        });
    return below.isEmpty() ? target : below;
  }

  private static int names(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
  }

  private void check(boolean extracted) {
    for (Map.Entry<String, String> path : after.entrySet()) {
      require(HARMLESS.matcher(path.getValue()).matches(), "in the target: " + path);
    }
    if (vector.extract() == Extract.ACCEPT) {
      require(extracted, "refused what must be unpacked");
      checkFiles();
    } else if (vector.extract() == Extract.REFUSE) {
      require(!extracted, "unpacked what must be refused");
      require(files().isEmpty(), "refused, but left " + files());
    }
  }

  private void checkFiles() {
    List<String> expected = vector.files().stream().map(VectorFile::path).toList();
    require(files().equals(expected), "expected " + expected + ", found " + files());
    for (VectorFile file : vector.files()) {
      String found = after.getOrDefault(file.path(), "");
      require(
          file.relocatable() || found.endsWith("sha256:" + file.sha256()),
          file.path() + ": expected sha256:" + file.sha256() + ", found " + found);
    }
  }

  private List<String> files() {
    return after.keySet().stream()
        .filter(path -> after.getOrDefault(path, "").startsWith("file "))
        .toList();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
