package io.mcv.testing.gpu;

import io.mcv.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host as {@code testdata/gpu-hosts/NAME.host} describes it: the files of {@code sys}, {@code
 * proc} and {@code dev} that tell of its GPUs.
 *
 * <table>
 * <caption>Lines of a description</caption>
 * <tr><td>{@code # text}</td><td>for people; the first says what host it is</td></tr>
 * <tr><td>{@code @ path}</td><td>what follows, but for comments, is under this folder</td></tr>
 * <tr><td>{@code path = text}</td><td>a file with this line; {@code \n}, {@code \t} and
 * {@code \0} are escapes</td></tr>
 * <tr><td>{@code path -> target}</td><td>a symbolic link</td></tr>
 * <tr><td>{@code path/}</td><td>an empty folder</td></tr>
 * <tr><td>{@code path !}</td><td>something there that cannot be read, for root neither</td></tr>
 * </table>
 */
public final class FakeHost {
  private FakeHost() {}

  /** The names of all hosts, sorted. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".host"))
          .map(name -> name.substring(0, name.length() - ".host".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the files of a host into a folder, and gives the folder back. */
  public static Path write(String name, Path root) {
    try {
      Path base = root;
      for (String line : Files.readAllLines(folder().resolve(name + ".host"))) {
        if (line.startsWith("@ ")) {
          base = root.resolve(line.substring(2).strip());
        } else if (!line.isBlank() && !line.startsWith("#")) {
          write(base, line);
        }
      }
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path base, String line) throws IOException {
    int link = line.indexOf(" -> ");
    int text = line.indexOf(" = ");
    if (link > 0) {
      Path path = withParents(base.resolve(line.substring(0, link).strip()));
      Files.createSymbolicLink(path, Path.of(line.substring(link + 4).strip()));
    } else if (text > 0) {
      Path path = withParents(base.resolve(line.substring(0, text).strip()));
      String content =
          line.substring(text + 3).replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
      Files.write(path, (content + "\n").getBytes(StandardCharsets.UTF_8));
    } else if (line.endsWith(" !")) {
      // A folder: it cannot be read as a file, by root neither.
      Files.createDirectories(base.resolve(line.substring(0, line.length() - 2).strip()));
    } else if (line.endsWith("/")) {
      Files.createDirectories(base.resolve(line.strip()));
    } else {
      throw new IOException("not a line of a host: " + line);
    }
  }

  private static Path withParents(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    return path;
  }

  private static Path folder() {
    return Checkout.root().resolve("testdata/gpu-hosts");
  }
}
