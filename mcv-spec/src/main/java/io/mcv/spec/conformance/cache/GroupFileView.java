package io.mcv.spec.conformance.cache;

import io.mcv.oci.json.JsonException;
import io.mcv.spec.GroupFile;
import io.mcv.spec.scan.MachineTies;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a group file of the cache.
 *
 * @param file that was read
 * @param error why it is no JSON object; null where it is
 * @param absoluteChild the first absolute path in it, or null
 * @param missingChild the first child that the cache does not have, or null
 * @param unshortened the first path that does not start where tcv cut it, or null
 */
record GroupFileView(
    CachedFile file,
    @Nullable String error,
    @Nullable String absoluteChild,
    @Nullable String missingChild,
    @Nullable String unshortened) {

  static GroupFileView of(CachedFile file, byte[] content, Predicate<String> isInCache) {
    try {
      GroupFile group = GroupFile.parse(content);
      return new GroupFileView(
          file,
          null,
          MachineTies.absoluteChild(group).orElse(null),
          group.missingChild(file.path(), isInCache).orElse(null),
          group.unshortened().orElse(null));
    } catch (JsonException e) {
      return new GroupFileView(file, e.getMessage(), null, null, null);
    }
  }
}
