package io.mcv.testing.conformance;

import io.mcv.oci.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The digest of a folder: SHA-256 of a list with a line for each file, the SHA-256 of its content
 * in hexadecimal, two spaces, {@code ./} and its path, sorted by path. The same as
 *
 * <pre>{@code find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum}</pre>
 */
public final class LayoutDigest {
  /** What the shell needs no quotes for, nor sha256sum a backslash. */
  private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9._/-]+");

  private LayoutDigest() {}

  /** The digest of the files in a folder. */
  public static Digest of(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return of(files);
  }

  /** The digest of these files, by path. */
  static Digest of(SortedMap<String, byte[]> files) {
    StringBuilder list = new StringBuilder();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!PLAIN_PATH.matcher(file.getKey()).matches()) {
        throw new IllegalArgumentException("a path that is not plain: " + file.getKey());
      }
      list.append(Digest.sha256(file.getValue()).hex());
      list.append("  ./").append(file.getKey()).append('\n');
    }
    return Digest.sha256(list.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
