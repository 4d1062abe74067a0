package io.mcv.oci.layout;

import io.mcv.oci.model.OciException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Errors of the file system in words: the JDK's own text is often a bare path, or a bare reason.
 */
final class FileError {
  private FileError() {}

  /** The same failure, told as "cannot DO FILE: REASON". What is for people already stays. */
  static IOException of(String action, Path file, IOException cause) {
    return cause instanceof OciException
        ? cause
        : new IOException("cannot " + action + " " + file + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException problem && problem.getReason() != null) {
      return problem.getReason();
    }
    return String.valueOf(cause.getMessage());
  }
}
