package io.mcv.client;

import io.mcv.client.publish.PublishUnits;
import io.mcv.spec.CacheKind;
import io.mcv.spec.image.InImageManifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the entries of a cache from its files and folders, which may come in any order. */
final class EntryCollector {
  private final KernelCollector kernels = new KernelCollector();
  private final Set<String> folders = new LinkedHashSet<>();
  private long files;
  private long bytes;

  /** Gives the content of a file, which is asked for only where it is of use. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  void addFolder(String path) {
    addFolders(path + "/");
  }

  void addFile(String path, long size, Content content) throws IOException {
    files++;
    bytes += size;
    addFolders(path);
    if (KernelCollector.mayTell(path, size)) {
      try (InputStream open = content.open()) {
        kernels.add(path, open);
      }
    }
  }

  /** No unit lies deeper than {@value CacheUnits#MAX_DEPTH} folders. */
  private void addFolders(String path) {
    int end = path.indexOf('/');
    for (int depth = 0; depth < CacheUnits.MAX_DEPTH && end > 0; depth++) {
      folders.add(path.substring(0, end));
      end = path.indexOf('/', end + 1);
    }
  }

  /**
   * What was collected.
   *
   * @param kind what kind of cache it is said to be
   * @param manifest beside the cache
   * @param warnings about it
   */
  CacheEntries entries(CacheKind kind, @Nullable InImageManifest manifest, List<String> warnings) {
    PublishUnits units = CacheUnits.of(CacheUnits.kind(kind, folders::contains));
    return new CacheEntries(
        kind,
        files,
        bytes,
        kernels.kernels(),
        folders.stream().filter(units::isUnit).toList(),
        manifest,
        warnings);
  }
}
