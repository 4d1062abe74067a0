package io.mcv.testing.conformance;

import io.mcv.oci.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an extractor must make of an image, from its entries before they became a tar. */
final class ExpectedFiles {
  private static final Pattern IN_CACHE =
      Pattern.compile("(?:\\./)*io\\.(?:triton|vllm)\\.cache/(.+)");
  private static final Pattern GROUP_FILE = Pattern.compile("(?:.*/)?__grp__[^/]*\\.json");

  private ExpectedFiles() {}

  /** The files of the cache, sorted by path; those of a later layer replace earlier ones. */
  static List<VectorFile> of(VectorImage image) {
    TreeMap<String, VectorFile> files = new TreeMap<>();
    for (VectorLayer layer : image.layers()) {
      for (VectorEntry entry : layer.entries()) {
        inCache(entry).ifPresent(path -> files.put(path, file(path, entry)));
      }
    }
    return List.copyOf(files.values());
  }

  private static Optional<String> inCache(VectorEntry entry) {
    Matcher path = IN_CACHE.matcher(entry.path());
    return entry.isFile() && path.matches() ? Optional.of(path.group(1)) : Optional.empty();
  }

  private static VectorFile file(String path, VectorEntry entry) {
    boolean group = GROUP_FILE.matcher(path).matches();
    return new VectorFile(path, Digest.sha256(entry.content()).hex(), group);
  }
}
