package io.mcv.spec.scan;

import io.mcv.oci.model.Printable;
import io.mcv.spec.GroupFile;
import io.mcv.spec.KernelEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the kernels of a Triton cache: every {@code *.json} that is an object with a {@code hash}.
 *
 * <p>The name of a key folder is the {@code hash} of the kernel in it, in base32 or, from older
 * versions of Triton, in hex; a different one is worth a warning.
 */
final class TritonReader {
  private static final Pattern HEX_KEY = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern BASE32_KEY = Pattern.compile("[A-Z2-7]{52}");
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

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
    if (!HEX_KEY.matcher(hash).matches() || path.indexOf('/') < 0) {
      return;
    }
    String key = CacheTree.name(path.substring(0, path.lastIndexOf('/')));
    boolean isKey = HEX_KEY.matcher(key).matches() || BASE32_KEY.matcher(key).matches();
    if (isKey && !key.equals(hash) && !key.equals(base32(hash))) {
      warnings.add(
          Printable.of(path)
              + " has the hash of another key folder, "
              + base32(hash)
              + "; Triton will not use it here");
    }
  }

  /** RFC 4648 in upper case without padding, as Triton names its folders. */
  static String base32(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    StringBuilder out = new StringBuilder();
    for (int bit = 0; bit < bytes.length * 8; bit += 5) {
      int value = 0;
      for (int i = bit; i < bit + 5; i++) {
        boolean set = i < bytes.length * 8 && (bytes[i / 8] >> (7 - i % 8) & 1) == 1;
        value = value << 1 | (set ? 1 : 0);
      }
      out.append(BASE32.charAt(value));
    }
    return out.toString();
  }
}
