package io.mcv.oci.registry.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of the configuration whole. Links are followed: distributions link these files to
 * one another. A FIFO or a device would never end, so regular files only.
 */
final class ConfigurationFile {
  /** Bytes. The certificates that distributions trust are some 230 kB in one file. */
  static final int MAX_BYTES = 1 << 20;

  private ConfigurationFile() {}

  static byte[] bytes(Path file) throws ConfigurationException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new ConfigurationException(file, "is not a regular file, nor a link to one");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
          throw new ConfigurationException(
              file, "is larger than the " + MAX_BYTES + " bytes that are read of such a file");
        }
        return content;
      }
    } catch (ConfigurationException e) {
      throw e;
    } catch (IOException e) {
      throw new ConfigurationException(file, "cannot be read: " + reason(e));
    }
  }

  static String text(Path file) throws ConfigurationException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(file, "is not text in UTF-8");
    }
  }

  /** The JDK's own text is often a bare path. */
  static String reason(@Nullable Throwable cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException problem && problem.getReason() != null) {
      return problem.getReason();
    }
    return cause == null ? "no reason is known" : String.valueOf(cause.getMessage());
  }
}
