package io.mcv.oci.registry.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists a folder of the configuration. */
final class ConfigurationFolder {
  /** How many entries are read of a folder. */
  private static final int MAX_ENTRIES = 1000;

  private ConfigurationFolder() {}

  /** What is in the folder but folders, by name. */
  static SortedSet<Path> files(Path folder) throws ConfigurationException {
    SortedSet<Path> files = new TreeSet<>();
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (++count > MAX_ENTRIES) {
          throw new ConfigurationException(
              folder, "holds more than " + MAX_ENTRIES + " files; remove those of no use");
        }
        if (!Files.isDirectory(entry)) {
          files.add(entry);
        }
      }
      return files;
    } catch (ConfigurationException e) {
      throw e;
    } catch (DirectoryIteratorException e) {
      throw unreadable(folder, e.getCause());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static ConfigurationException unreadable(Path folder, @Nullable Throwable cause) {
    return new ConfigurationException(folder, "cannot be read: " + ConfigurationFile.reason(cause));
  }
}
