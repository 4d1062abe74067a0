package io.mcv.oci.archive;

import io.mcv.oci.layer.LayerException;
import io.mcv.oci.layer.LayerLimits;
import io.mcv.oci.layer.TarEntry;
import io.mcv.oci.layer.TarReader;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MalformedDocumentException;
import io.mcv.oci.model.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where in an archive its files are: made once, from the headers of its tar.
 *
 * <p>Besides what {@link TarReader} refuses, these are refused wherever they stand: devices and
 * FIFOs, and links that lead out of the archive. Refused when they are used: a name that comes
 * twice, of which two readers could take different ones, links in a circle, and whatever is no
 * file. Contents come in any order.
 */
final class TarIndex implements Closeable {
  /** How many files and links an archive may hold: an image has some hundred. */
  static final int MAX_ENTRIES = 20_000;

  private static final int MAX_NAME_CHARACTERS = 8 * 1024 * 1024;
  private static final int MAX_LINKS = 16;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();
  private long nameCharacters;

  /** A file at a position, or a link to another name. */
  private record Entry(long position, long size, @Nullable String target) {}

  private TarIndex(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens an archive and reads its headers.
   *
   * @throws MalformedDocumentException if it is not a whole tar, or one that is refused
   */
  static TarIndex open(Path file, Path temporaryFolder) throws IOException {
    TarIndex index = new TarIndex(file, ArchiveChannel.open(file, temporaryFolder));
    try {
      index.read();
      return index;
    } catch (LayerException e) {
      index.close();
      throw new MalformedDocumentException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      index.close();
      throw e;
    }
  }

  /** Where a name is, for messages. */
  String locate(String name) {
    String archive = "archive " + file;
    return name.isEmpty() ? archive : "\"" + Printable.of(name) + "\" of " + archive;
  }

  boolean has(String name) {
    return entries.containsKey(plain(name));
  }

  /** The names of what is in a folder, without that of the folder. */
  List<String> names(String folder) {
    String prefix = folder + "/";
    List<String> names = new ArrayList<>();
    for (String each : entries.keySet()) {
      if (each.startsWith(prefix) && each.indexOf('/', prefix.length()) < 0) {
        names.add(each.substring(prefix.length()));
      }
    }
    return names;
  }

  /**
   * The sizes of files and links by their names.
   *
   * @param limit how many are listed
   */
  SortedMap<String, Long> sizes(int limit) {
    SortedMap<String, Long> sizes = new TreeMap<>();
    entries.forEach((name, entry) -> sizes.put(name, entry.size()));
    while (sizes.size() > limit) {
      sizes.remove(sizes.lastKey());
    }
    return sizes;
  }

  /**
   * Bytes of a file.
   *
   * @throws NoSuchFileException if there is none of this name
   */
  long size(String name) throws IOException {
    return find(name).size();
  }

  /** Opens a file; several threads may do so at once. */
  InputStream open(String name) throws IOException {
    Entry entry = find(name);
    return new ChannelSlice(channel, entry.position(), entry.size());
  }

  /**
   * The whole content of a file.
   *
   * @param limit bytes; a file that has more is refused
   * @throws NoSuchFileException if there is none of this name
   */
  byte[] read(String name, int limit) throws IOException {
    if (size(name) > limit) {
      throw new LimitExceededException(
          locate(name) + " is larger than the " + limit + " bytes that are read of it", limit);
    }
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void read() throws IOException {
    TarReader tar = TarReader.of(locate(""), channel, LayerLimits.DEFAULT);
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      switch (entry.type()) {
        case DIRECTORY -> {}
        case FILE -> add(entry.path(), new Entry(tar.contentPosition(), entry.size(), null));
        case SYMLINK, HARD_LINK -> add(entry.path(), new Entry(0, 0, target(entry)));
        case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
            throw refused(entry.path(), "it is a device or a FIFO");
      }
    }
  }

  private void add(String name, Entry entry) throws IOException {
    String target = entry.target();
    nameCharacters += name.length() + (target == null ? 0 : target.length());
    if (entries.size() == MAX_ENTRIES || nameCharacters > MAX_NAME_CHARACTERS) {
      throw new LimitExceededException(
          locate("")
              + " has more than "
              + MAX_ENTRIES
              + " files, or names too long for one of images; unpack it, and copy from the folder",
          MAX_ENTRIES);
    }
    if (entries.putIfAbsent(name, entry) != null) {
      repeated.add(name);
    }
  }

  /** The name that a link leads to: that of a symbolic link starts at the folder that it is in. */
  private String target(TarEntry link) throws IOException {
    String folder =
        link.type() == TarEntry.Type.SYMLINK
            ? link.path().substring(0, link.path().lastIndexOf('/') + 1)
            : "";
    String target = link.linkTarget();
    if (target.startsWith("/")) {
      throw refused(link.path(), "it links out of the archive");
    }
    StringBuilder resolved = new StringBuilder();
    for (String component : (folder + target).split("/", -1)) {
      if (component.equals("..")) {
        if (resolved.isEmpty()) {
          throw refused(link.path(), "it links out of the archive");
        }
        resolved.setLength(Math.max(resolved.lastIndexOf("/"), 0));
      } else if (!component.isEmpty() && !component.equals(".")) {
        resolved.append(resolved.isEmpty() ? "" : "/").append(component);
      }
    }
    return resolved.toString();
  }

  private Entry find(String name) throws IOException {
    String wanted = plain(name);
    for (int links = 0; links <= MAX_LINKS; links++) {
      Entry entry = entries.get(wanted);
      if (entry == null) {
        throw new NoSuchFileException(locate(name));
      }
      if (repeated.contains(wanted)) {
        throw refused(wanted, "it comes twice, and only one of both can be meant");
      }
      String target = entry.target();
      if (target == null) {
        return entry;
      }
      wanted = target;
    }
    throw refused(name, "its links lead in a circle");
  }

  private MalformedDocumentException refused(String name, String rule) {
    return new MalformedDocumentException(
        locate("") + ": entry \"" + Printable.of(name) + "\" is refused: " + rule);
  }

  private static String plain(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }
}
