package io.mcv.spec.scan;

import io.mcv.oci.model.Printable;
import io.mcv.spec.CacheException;
import io.mcv.spec.CacheException.Reason;
import io.mcv.spec.CacheFile;
import io.mcv.spec.FileContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Lists the files of a folder, depth first, the children of a folder sorted by the bytes of their
 * names.
 *
 * <table>
 * <caption>What becomes of a file</caption>
 * <tr><th></th><th>normal</th><th>as is</th></tr>
 * <tr><td>hard link</td><td>file</td><td>first name file, others hard links</td></tr>
 * <tr><td>symlink to a file inside</td><td>that file, with a warning</td><td>symlink</td></tr>
 * <tr><td>other symlink</td><td>error</td><td>symlink</td></tr>
 * <tr><td>FIFO, socket, device</td><td>error</td><td>error</td></tr>
 * <tr><td>Triton's {@code lock}, {@code tmp.pid_*}</td><td>left out</td><td>file, folder</td></tr>
 * <tr><td>{@code .wh.*}, which removes files when unpacked</td><td>error</td><td>file</td></tr>
 * <tr><td>{@code user.*} attributes with a value</td><td>left out</td><td>kept</td></tr>
 * </table>
 */
final class FolderWalk {
  private static final Comparator<Path> BY_NAME_BYTES =
      Comparator.comparing(
          child -> child.getFileName().toString().getBytes(StandardCharsets.UTF_8),
          Arrays::compareUnsigned);

  private final Path root;
  private final boolean asIs;
  private final boolean vllm;
  private final List<String> warnings;
  private final List<CacheFile> files = new ArrayList<>();
  private final Map<Object, String> firstNames = new HashMap<>();

  /** Of a real path; warnings are added to the list. */
  FolderWalk(Path root, ScanOptions options, List<String> warnings) {
    this.root = root;
    this.asIs = options.asIs();
    this.vllm = CacheTree.VLLM_FOLDERS.stream().anyMatch(f -> Files.isDirectory(root.resolve(f)));
    this.warnings = warnings;
  }

  List<CacheFile> files() throws CacheException {
    folder(root, "");
    return files;
  }

  private void folder(Path folder, String path) throws CacheException {
    for (Path child : children(folder)) {
      String name = child.getFileName().toString();
      try {
        if (asIs || !LeftOver.is(name, path, vllm)) {
          file(child, path.isEmpty() ? name : path + "/" + name);
        }
      } catch (IOException e) {
        throw explained(child, e);
      }
    }
  }

  private static List<Path> children(Path folder) throws CacheException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        checkName(child);
        children.add(child);
      }
    } catch (DirectoryIteratorException e) {
      throw explained(folder, new IOException(e));
    } catch (IOException e) {
      throw explained(folder, e);
    }
    children.sort(BY_NAME_BYTES);
    return children;
  }

  /** A name that is not UTF-8 does not survive the way through a string. */
  private static void checkName(Path child) throws CacheException {
    Path name = child.getFileName();
    try {
      if (Path.of(name.toString()).equals(name)) {
        return;
      }
    } catch (InvalidPathException e) {
      // The same problem: the name has no form as a string.
    }
    throw new CacheException(
        Reason.NAME,
        child.toString(),
        "has a name that is not UTF-8 in this locale; rename it, or use a UTF-8 locale");
  }

  private void file(Path file, String path) throws IOException {
    if (!asIs && CacheTree.name(path).startsWith(".wh.")) {
      throw new CacheException(
          Reason.NAME, file.toString(), "has the name of a whiteout; rename or remove it");
    }
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    int permissions = mode & 07777;
    long modified = attributes.lastModifiedTime().to(TimeUnit.SECONDS);
    if (attributes.isDirectory()) {
      files.add(new CacheFile.Folder(path, permissions, modified, extended(file)));
      folder(file, path);
    } else if (attributes.isSymbolicLink()) {
      files.add(
          asIs
              ? new CacheFile.SymbolicLink(path, permissions, modified, target(file))
              : linked(file, path));
    } else if (attributes.isRegularFile()) {
      files.add(regular(file, path, permissions, attributes));
    } else {
      throw new CacheException(
          Reason.SPECIAL_FILE, file.toString(), "is " + special(mode) + "; remove it");
    }
  }

  private CacheFile regular(Path file, String path, int mode, BasicFileAttributes attributes)
      throws IOException {
    if (!Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    long modified = attributes.lastModifiedTime().to(TimeUnit.SECONDS);
    Object key = attributes.fileKey();
    String first = asIs && key != null ? firstNames.putIfAbsent(key, path) : null;
    if (first != null) {
      return new CacheFile.HardLink(path, mode, modified, first, attributes.size(), extended(file));
    }
    return new CacheFile.Regular(
        path, mode, modified, new FileContent(file, attributes), extended(file));
  }

  /** A path that was read keeps its slashes, so it cannot be compared with one that was parsed. */
  private static String target(Path link) throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    if (target.indexOf('\ufffd') >= 0) {
      throw new CacheException(
          Reason.NAME, link.toString(), "points to a name that is not UTF-8; remove it");
    }
    return target;
  }

  private CacheFile linked(Path link, String path) throws IOException {
    Path file;
    try {
      file = link.toRealPath();
    } catch (FileSystemException e) {
      throw badLink(link, "is a symlink to nothing");
    }
    if (!file.startsWith(root)) {
      throw badLink(link, "is a symlink out of the cache");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw badLink(link, "is a symlink to a folder or special file");
    }
    warnings.add(Printable.of(path) + " is a symlink; it is packed as the file it points to");
    int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return regular(
        file,
        path,
        mode & 07777,
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  private static CacheException badLink(Path link, String problem) {
    return new CacheException(
        Reason.LINK, link.toString(), problem + "; replace it by a copy, or remove it");
  }

  private static String special(int mode) {
    return switch (mode & 0170000) {
      case 0010000 -> "a FIFO";
      case 0140000 -> "a socket";
      default -> "a device";
    };
  }

  private Map<String, byte[]> extended(Path file) throws IOException {
    UserDefinedFileAttributeView view =
        asIs
            ? Files.getFileAttributeView(
                file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            : null;
    Map<String, byte[]> attributes = new TreeMap<>();
    if (view != null) {
      for (String name : view.list()) {
        ByteBuffer value = ByteBuffer.allocate(view.size(name));
        if (view.read(name, value) > 0) {
          attributes.put("user." + name, value.array());
        }
      }
    }
    return attributes;
  }

  private static CacheException explained(Path file, IOException e) {
    if (e instanceof CacheException explained) {
      return explained;
    }
    if (e instanceof NoSuchFileException) {
      return new CacheException(
          Reason.CHANGED,
          file.toString(),
          "went away while the cache was read; try again when nothing writes to it");
    }
    return new CacheException(
        Reason.UNREADABLE, file.toString(), "cannot be read; check its permissions", e);
  }
}
