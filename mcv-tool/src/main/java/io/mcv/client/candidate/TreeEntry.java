package io.mcv.client.candidate;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;

/**
 * What lies at a path.
 *
 * @param kind of it
 * @param mode its permissions, with the bits for set-id and sticky
 * @param names how many hard links a file has
 * @param size of a file in bytes, 0 for all else
 * @param content digest of a file's first bytes, the target of a symbolic link, else empty
 */
record TreeEntry(Kind kind, int mode, int names, long size, String content) {
  static final TreeEntry UNREADABLE = new TreeEntry(Kind.UNREADABLE, 0, 1, 0, "");

  /** As much is read of a file, since one with holes may say that it is larger than any disk. */
  static final long MAX_HASHED = 64L << 20;

  private static final String DENIED = "unreadable";
  private static final int TYPE_BITS = 0170000;
  private static final int MODE_BITS = 07777;
  private static final int SET_ID_BITS = 06000;
  private static final int BUFFER = 64 * 1024;

  enum Kind {
    FOLDER,
    FILE,
    LINK,
    SPECIAL,
    UNREADABLE
  }

  static TreeEntry of(Path path) throws IOException {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(path, "unix:mode,nlink,size", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) attributes.getOrDefault("mode", 0);
      Kind kind = kind(mode & TYPE_BITS);
      boolean isFile = kind == Kind.FILE;
      return new TreeEntry(
          kind,
          mode & MODE_BITS,
          isFile ? (Integer) attributes.getOrDefault("nlink", 1) : 1,
          isFile ? (Long) attributes.getOrDefault("size", 0L) : 0,
          content(kind, path));
    } catch (NoSuchFileException | AccessDeniedException e) {
      return UNREADABLE;
    }
  }

  /** Whether no image of a cache needs it: a link, a device, a file with a set-id bit. */
  boolean isUnwanted() {
    return kind == Kind.LINK
        || kind == Kind.SPECIAL
        || kind == Kind.FILE && ((mode & SET_ID_BITS) != 0 || names > 1);
  }

  /** For people. */
  String words() {
    return switch (kind) {
      case FOLDER -> "a folder";
      case LINK -> "a symbolic link";
      case SPECIAL -> "a device, FIFO or socket";
      case UNREADABLE -> "something unreadable";
      case FILE ->
          names > 1 ? "a hard link" : (mode & SET_ID_BITS) != 0 ? "a set-id file" : "a file";
    };
  }

  private static Kind kind(int type) {
    return switch (type) {
      case 0040000 -> Kind.FOLDER;
      case 0100000 -> Kind.FILE;
      case 0120000 -> Kind.LINK;
      default -> Kind.SPECIAL;
    };
  }

  private static String content(Kind kind, Path path) throws IOException {
    return switch (kind) {
      case FILE -> digestOrDenied(path);
      case LINK -> Files.readSymbolicLink(path).toString();
      default -> "";
    };
  }

  /** A file that may not be read is still a file, with a mode and a number of names. */
  private static String digestOrDenied(Path file) throws IOException {
    try {
      return digest(file);
    } catch (AccessDeniedException e) {
      return DENIED;
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest function = DigestAlgorithm.SHA256.newMessageDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      long left = MAX_HASHED;
      for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
        function.update(buffer, 0, count);
        left -= count;
      }
    }
    return Digest.finish(DigestAlgorithm.SHA256, function).toString();
  }
}
