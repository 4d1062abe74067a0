package io.mcv.spec.scan;

import io.mcv.oci.model.Printable;
import io.mcv.spec.GroupFile;
import io.mcv.spec.KernelEntry;
import io.mcv.spec.KeyFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the kernels of a Triton cache: every {@code *.json} that is an object with a {@code hash}.
 *
 * <p>The name of a key folder is the {@code hash} of the kernel in it, in base32 or, from older
 * versions of Triton, in hex; a different one is worth a warning.
 */
final class TritonReader {
  private final CacheTree tree;
  private final List<String> warnings;

  TritonReader(CacheTree tree, List<String> warnings) {
    this.tree = tree;
    this.warnings = warnings;
  }

  /** Whether such a file is found in Triton caches only. */
  static boolean isMarker(String path) {
    String name = CacheTree.name(path);
    return GroupFile.isGroupFile(path)
        || name.startsWith("__triton_launcher")
        || Stream.of(".ttir", ".cubin", ".hsaco").anyMatch(name::endsWith);
  }

  /** The kernels in the given files. */
  List<KernelEntry> kernels(Stream<String> paths) throws IOException {
    List<KernelEntry> kernels = new ArrayList<>();
    for (String path : (Iterable<String>) paths.filter(KernelMetadata::mayBe)::iterator) {
      Optional<KernelEntry> kernel = KernelMetadata.of(tree.json(path));
      if (kernel.isPresent()) {
        checkKey(path, kernel.get().hash());
        checkTarget(path, kernel.get());
        kernels.add(kernel.get());
      }
    }
    return kernels;
  }

  private void checkTarget(String path, KernelEntry kernel) {
    if (!kernel.target().isArchKnown()) {
      warnings.add(Printable.of(path) + " does not say which GPU it is for");
    }
  }

  private void checkKey(String path, String hash) {
    KeyFolder.misnamed(path, hash)
        .ifPresent(
            key ->
                warnings.add(
                    Printable.of(path)
                        + " has the hash of another key folder, "
                        + key
                        + "; Triton will not use it here"));
  }
}
