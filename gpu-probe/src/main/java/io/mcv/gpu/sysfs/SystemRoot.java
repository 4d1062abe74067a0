package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.DeviceFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The files of a host, under {@code /} or in a copy: what is missing, may not be read, is too long
 * or not text, is absent, and never an error. Paths are relative to the root.
 *
 * <p>Only regular files are opened, so that nothing waits for the other end of a pipe. In a copy a
 * link that leads out of it is absent: it would tell of this host.
 */
public final class SystemRoot {
  private static final int MAX_VALUE_BYTES = 4 * 1024;
  private static final int MAX_TABLE_BYTES = 64 * 1024;
  private static final int MAX_TEXT = 256;
  private static final int MAX_NAMES = 4096;
  private static final int MAX_HEX_DIGITS = 7;

  private final Path root;
  private final boolean thisHost;

  /** Where the files of a copy are; null if there is no such folder. */
  private final @Nullable Path confines;

  /** A host by the folder that holds its {@code sys}, {@code proc} and {@code dev}. */
  public SystemRoot(Path root) {
    this.root = root;
    this.thisHost = root.toAbsolutePath().normalize().getNameCount() == 0;
    this.confines = thisHost ? null : real(root);
  }

  /** The folder. */
  public Path path() {
    return root;
  }

  /** Whether it is this host, and not a copy of another's files. */
  boolean isThisHost() {
    return thisHost;
  }

  /** A file of one short text; null if it is absent. */
  @Nullable String value(String file) {
    byte[] bytes = read(file, MAX_VALUE_BYTES);
    return bytes.length > MAX_VALUE_BYTES
        ? null
        : printable(new String(bytes, StandardCharsets.UTF_8));
  }

  /** A file that is a decimal number of up to 18 digits. */
  OptionalLong number(String file) {
    return DeviceFacts.decimal(value(file));
  }

  /** A file that is a number such as {@code 0x10de}. */
  OptionalInt hex(String file) {
    String value = value(file);
    if (value == null
        || !value.startsWith("0x")
        || value.length() == 2
        || value.length() > 2 + MAX_HEX_DIGITS) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(HexFormat.fromHexDigits(value, 2, value.length()));
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }

  /** The lines of a table; of one that is too long, those that were read. */
  List<String> lines(String file) {
    return lines(file, MAX_TABLE_BYTES);
  }

  /** The lines of a table of up to so many bytes; of a longer one, those that were read. */
  List<String> lines(String file, int maxBytes) {
    byte[] bytes = read(file, maxBytes);
    int length = bytes.length;
    while (bytes.length > maxBytes && length > 0 && bytes[length - 1] != '\n') {
      length--;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8).lines().toList();
  }

  /** The last part of what a link in a folder points to; null if it is none. It may dangle. */
  @Nullable String linkName(String folder, String link) {
    Path inside = inside(folder);
    if (inside == null) {
      return null;
    }
    try {
      Path name = Files.readSymbolicLink(inside.resolve(link)).getFileName();
      return name == null ? null : printable(name.toString());
    } catch (IOException e) {
      return null;
    }
  }

  /** The names in a folder, sorted; none if it cannot be listed. */
  List<String> names(String folder) {
    List<String> names = new ArrayList<>();
    Path path = inside(folder);
    if (path == null) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
        if (names.size() == MAX_NAMES) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return new ArrayList<>();
    }
    Collections.sort(names);
    return names;
  }

  /**
   * The numbers in the names of a folder that are a prefix and a number, ascending: 128 for {@code
   * renderD128}.
   */
  List<Long> numbered(String folder, String prefix) {
    List<Long> numbers = new ArrayList<>();
    for (String name : names(folder)) {
      if (name.startsWith(prefix)) {
        DeviceFacts.decimal(name.substring(prefix.length())).ifPresent(numbers::add);
      }
    }
    Collections.sort(numbers);
    return numbers;
  }

  /** Whether something is there. */
  boolean exists(String path) {
    Path inside = inside(path);
    return inside != null && Files.exists(inside);
  }

  /** Whether a folder is there that can be listed. */
  boolean isFolder(String path) {
    Path inside = inside(path);
    return inside != null && Files.isDirectory(inside) && Files.isReadable(inside);
  }

  /** Whether this process may read and write what is there. */
  boolean isOpenTo(String path) {
    Path file = root.resolve(path);
    return Files.isReadable(file) && Files.isWritable(file);
  }

  /** A text without the space around it; null if it is empty, long, or has control characters. */
  static @Nullable String printable(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_TEXT) {
      return null;
    }
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (Character.isISOControl(c) || c == '\ufffd') {
        return null;
      }
    }
    return stripped;
  }

  /** One byte more than the limit, if there is more; none if the file is absent. */
  private byte[] read(String file, int limit) {
    Path path = inside(file);
    if (path == null || !Files.isRegularFile(path)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(limit + 1);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private @Nullable Path inside(String relative) {
    Path path = root.resolve(relative);
    if (thisHost) {
      return path;
    }
    Path real = real(path);
    return real != null && confines != null && real.startsWith(confines) ? real : null;
  }

  private static @Nullable Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return null;
    }
  }
}
