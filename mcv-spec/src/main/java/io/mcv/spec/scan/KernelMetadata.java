package io.mcv.spec.scan;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.spec.GpuTarget;
import io.mcv.spec.GroupFile;
import io.mcv.spec.KernelEntry;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The metadata that Triton keeps beside each kernel: a JSON object with its {@code hash}. */
public final class KernelMetadata {
  private static final int MAX_WARP_SIZE = 1024;
  private static final int MAX_DIGITS = 20;

  private KernelMetadata() {}

  /**
   * Whether a file can be metadata, by its name.
   *
   * @param path relative to the cache folder
   */
  public static boolean mayBe(String path) {
    return path.endsWith(".json")
        && !path.endsWith(".autotune.json")
        && !GroupFile.isGroupFile(path)
        && !path.startsWith("modelinfos/");
  }

  /** The kernel that a file tells of; empty where it is no metadata, or no JSON. */
  public static Optional<KernelEntry> parse(byte[] utf8) {
    try {
      return of(Json.parse(utf8));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** The kernel that a JSON value tells of; empty where it is no object with a hash. */
  public static Optional<KernelEntry> of(@Nullable Object value) {
    if (value instanceof Map<?, ?> json
        && json.get("hash") instanceof String hash
        && !hash.isEmpty()) {
      return Optional.of(kernel(hash, json));
    }
    return Optional.empty();
  }

  private static KernelEntry kernel(String hash, Map<?, ?> json) {
    return new KernelEntry(
        hash,
        target(json.get("target")),
        json.get("ptx_version") instanceof Long ptx ? ptx : null,
        json.get("num_stages") instanceof Long stages ? stages : 0,
        json.get("num_warps") instanceof Long warps ? warps : 0,
        Boolean.TRUE.equals(json.get("debug")),
        null,
        json.get("name") instanceof String name ? name : null,
        json.get("triton_version") instanceof String version ? version : null);
  }

  private static GpuTarget target(@Nullable Object json) {
    Map<?, ?> target = json instanceof Map<?, ?> map ? map : Map.of();
    return GpuTarget.of(
        target.get("backend") instanceof String backend ? backend : GpuTarget.UNKNOWN,
        arch(target.get("arch")),
        target.get("warp_size") instanceof Long size
            ? Math.toIntExact(Math.max(0, Math.min(size, MAX_WARP_SIZE)))
            : 0);
  }

  /** CUDA has numbers here, HIP has names. */
  private static String arch(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      // 1e999999999 is short in a file, and has a gigabyte of digits.
      long digits = (long) decimal.precision() - decimal.scale();
      return digits > 0 && digits <= MAX_DIGITS
          ? decimal.toBigInteger().toString()
          : GpuTarget.UNKNOWN;
    }
    return value instanceof String || value instanceof Long ? value.toString() : GpuTarget.UNKNOWN;
  }
}
