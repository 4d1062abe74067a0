package io.mcv.client;

import io.mcv.client.publish.StagedTree;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.Printable;
import io.mcv.spec.GroupFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the group files of a staged cache point to where the cache will stand; Triton takes no
 * kernel from a group file whose paths do not exist.
 */
final class GroupFileRelocation {
  private static final long MAX_BYTES = 4 * 1024 * 1024;

  private final StagedTree cache;
  private final Path target;
  private final List<String> warnings;

  private GroupFileRelocation(StagedTree cache, Path target, List<String> warnings) {
    this.cache = cache;
    this.target = target;
    this.warnings = warnings;
  }

  /** Rewrites the group files; one that cannot be read stays as it is, with a warning. */
  static void relocate(StagedTree cache, Path target, List<String> warnings) throws IOException {
    GroupFileRelocation relocation = new GroupFileRelocation(cache, target, warnings);
    Files.walkFileTree(
        cache.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = cache.root().relativize(file).toString();
            if (GroupFile.isGroupFile(path)) {
              relocation.relocate(path, file, attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void relocate(String path, Path file, long size) throws IOException {
    if (size > MAX_BYTES) {
      warn(path, "it has more than " + MAX_BYTES + " bytes");
      return;
    }
    byte[] before = Files.readAllBytes(file);
    try {
      byte[] after = GroupFile.parse(before).relocated(path, target, this::isInCache);
      if (!Arrays.equals(before, after)) {
        cache.rewriteFile(path, after);
      }
    } catch (JsonException e) {
      warn(path, e.getMessage());
    }
  }

  /** Paths come from the image: one with dots in it could ask for files outside. */
  private boolean isInCache(String path) {
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return false;
      }
    }
    return path.indexOf('\0') < 0
        && Files.isRegularFile(cache.root().resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  private void warn(String path, String why) {
    warnings.add(
        "the paths in "
            + Printable.of(path)
            + " were left as they are, Triton may not find its"
            + " kernels: "
            + why);
  }
}
