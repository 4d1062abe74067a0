package io.mcv.spec;

import io.mcv.oci.model.Printable;
import java.io.IOException;

/** A cache cannot be packed. The message is one line for people: what, which file, what to try. */
public final class CacheException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the cache. */
  public enum Reason {
    /** The folder does not exist. */
    MISSING,
    /** The path is not a folder. */
    NOT_A_FOLDER,
    /** The folder holds no file. */
    EMPTY,
    /** The folder holds files, but no kernel cache. */
    NOT_A_CACHE,
    /** A file or folder cannot be read. */
    UNREADABLE,
    /** A metadata file is not what it should be. */
    MALFORMED,
    /** A FIFO, socket or device. */
    SPECIAL_FILE,
    /** A symbolic link that cannot be packed. */
    LINK,
    /** A file changed while it was read. */
    CHANGED,
    /** A file name that an image cannot hold. */
    NAME,
    /** The profile does not know this kind of cache. */
    PROFILE
  }

  private final Reason reason;
  private final String path;

  /**
   * With the path and a text that continues it, such as {@code is a socket; remove it}.
   *
   * @param path the file or folder, as found; made printable in the message
   */
  public CacheException(Reason reason, String path, String problem) {
    super("cannot pack the cache: " + Printable.of(path) + " " + problem);
    this.reason = reason;
    this.path = path;
  }

  /** As {@link #CacheException(Reason, String, String)}, with the error behind it. */
  public CacheException(Reason reason, String path, String problem, Throwable cause) {
    this(reason, path, problem);
    initCause(cause);
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** The file or folder, not made printable. */
  public String path() {
    return path;
  }
}
