package io.mcv.oci.registry.auth;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Errors of the file system in words: the JDK's own text is often a bare path. */
final class FileReason {
  private FileReason() {}

  static String of(IOException cause) {
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
