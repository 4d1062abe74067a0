package io.mcv.spec.scan;

import io.mcv.oci.model.Printable;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.GroupFile;
import io.mcv.spec.KernelEntry;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    for (String path : (Iterable<String>) paths.filter(TritonReader::mayBeMetadata)::iterator) {
      if (tree.json(path) instanceof Map<?, ?> json
          && json.get("hash") instanceof String hash
          && !hash.isEmpty()) {
        checkKey(path, hash);
        kernels.add(kernel(path, hash, json));
      }
    }
    return kernels;
  }

  private static boolean mayBeMetadata(String path) {
    return path.endsWith(".json")
        && !path.endsWith(".autotune.json")
        && !GroupFile.isGroupFile(path)
        && !path.startsWith("modelinfos/");
  }

  private KernelEntry kernel(String path, String hash, Map<?, ?> json) {
    return new KernelEntry(
        hash,
        target(path, json.get("target")),
        json.get("ptx_version") instanceof Long ptx ? ptx : null,
        json.get("num_stages") instanceof Long stages ? stages : 0,
        json.get("num_warps") instanceof Long warps ? warps : 0,
        Boolean.TRUE.equals(json.get("debug")),
        null,
        json.get("name") instanceof String name ? name : null,
        json.get("triton_version") instanceof String version ? version : null);
  }

  private GpuTarget target(String path, @Nullable Object json) {
    Object backend = json instanceof Map<?, ?> target ? target.get("backend") : null;
    Object arch = json instanceof Map<?, ?> target ? target.get("arch") : null;
    Object warpSize = json instanceof Map<?, ?> target ? target.get("warp_size") : null;
    GpuTarget target =
        GpuTarget.of(
            backend instanceof String text ? text : GpuTarget.UNKNOWN,
            arch(arch),
            warpSize instanceof Long size ? Math.toIntExact(Math.max(0, Math.min(size, 1024))) : 0);
    if (!target.isArchKnown()) {
      warnings.add(Printable.of(path) + " does not say which GPU it is for");
    }
    return target;
  }

  /** CUDA has numbers here, HIP has names. */
  private static String arch(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toBigInteger().toString();
    }
    return value instanceof String || value instanceof Long ? value.toString() : GpuTarget.UNKNOWN;
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
