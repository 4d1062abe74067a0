package io.mcv.testing;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Folders compared and copied as a whole. */
public final class FileTrees {
  private static final int MODE_BITS = 07777;

  private FileTrees() {}

  /**
   * What is below a folder: relative path to {@code file MODE sha256:HEX}, {@code folder MODE},
   * {@code link -> TARGET} or {@code special}. Times and owners are not in it.
   */
  public static SortedMap<String, String> snapshot(Path root) throws IOException {
    SortedMap<String, String> entries = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!path.equals(root)) {
          entries.put(root.relativize(path).toString(), describe(path));
        }
      }
    }
    return entries;
  }

  /**
   * Compares two folders by their snapshots.
   *
   * @throws AssertionError if they differ, with one line for each difference
   */
  public static void assertSame(Path expected, Path actual) throws IOException {
    Map<String, String> wanted = snapshot(expected);
    Map<String, String> found = snapshot(actual);
    StringBuilder differences = new StringBuilder();
    TreeSet<String> paths = new TreeSet<>(wanted.keySet());
    paths.addAll(found.keySet());
    for (String path : paths) {
      String want = wanted.getOrDefault(path, "absent");
      String is = found.getOrDefault(path, "absent");
      if (!want.equals(is)) {
        differences.append("\n  ").append(path).append(": expected ").append(want);
        differences.append(", is ").append(is);
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(actual + " is not the same as " + expected + ":" + differences);
    }
  }

  /**
   * Copies a folder: files with their modes and times, links as links, folders as new ones.
   *
   * @param to a folder that is not there yet
   */
  public static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String describe(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      return "link -> " + Files.readSymbolicLink(path);
    }
    if (attributes.isDirectory()) {
      return "folder " + mode(path);
    }
    return attributes.isRegularFile() ? "file " + mode(path) + " " + digest(path) : "special";
  }

  private static String mode(Path path) throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return String.format("%04o", (Integer) mode & MODE_BITS);
  }

  private static Digest digest(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(
            Files.newInputStream(file), DigestAlgorithm.SHA256.newMessageDigest())) {
      in.transferTo(OutputStream.nullOutputStream());
      return Digest.finish(DigestAlgorithm.SHA256, in.getMessageDigest());
    }
  }
}
