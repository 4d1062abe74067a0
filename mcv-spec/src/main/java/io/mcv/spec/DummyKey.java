package io.mcv.spec;

import io.mcv.oci.json.GoJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code dummy_key} of an entry: a digest of the surroundings of a kernel, none of its content.
 *
 * <pre>
 * key     = H( TK "-" H("dummy_source_content") "-" H(backend "-" arch "-" warp) "-" H(options) "-" H(env) )
 * H       = SHA-256 of the UTF-8 text, in lower case hex
 * TK      = Triton's triton_key(), or {@value #UNKNOWN_TRITON_KEY}
 * options = {"debug":b,"num_stages":n,"num_warps":n,"ptx":X}, compact JSON
 * env     = the environment that invalidates the cache, compact JSON with sorted keys
 * </pre>
 */
public final class DummyKey {
  /** The Triton key of a host without Triton. */
  public static final String UNKNOWN_TRITON_KEY = "unknown-triton-key";

  private final Dialect dialect;
  private final String tritonKey;
  private final Map<String, String> env;

  /** How {@code ptx} stands in the options of a kernel without a PTX version. */
  public enum Dialect {
    /** {@code "ptx":null}: cargohold of March 2025. */
    NULL_PTX,
    /** No {@code ptx}: cargohold of 2025-04-10. */
    NO_PTX,
    /** {@code "ptx":0}: everything since 2025-04-14. */
    ZERO_PTX
  }

  /**
   * A way to compute keys.
   *
   * @param dialect of the generation
   * @param tritonKey what {@code triton_key()} gives, or {@link #UNKNOWN_TRITON_KEY}
   * @param env the environment that invalidates the cache
   */
  public DummyKey(Dialect dialect, String tritonKey, Map<String, String> env) {
    this.dialect = dialect;
    this.tritonKey = tritonKey;
    this.env = new TreeMap<>(env);
  }

  /** The key of a kernel, 64 hex digits. */
  public String of(KernelEntry kernel) {
    GpuTarget target = kernel.target();
    return hash(
        String.join(
            "-",
            tritonKey,
            hash("dummy_source_content"),
            hash(target.backend() + "-" + target.arch() + "-" + target.warpSize()),
            hash(json(options(kernel))),
            hash(json(env))));
  }

  private Map<String, @Nullable Object> options(KernelEntry kernel) {
    Map<String, @Nullable Object> options = new TreeMap<>();
    options.put("debug", kernel.debug());
    options.put("num_stages", kernel.numStages());
    options.put("num_warps", kernel.numWarps());
    if (kernel.ptxVersion() != null) {
      options.put("ptx", kernel.ptxVersion());
    } else if (dialect == Dialect.NULL_PTX) {
      options.put("ptx", null);
    } else if (dialect == Dialect.ZERO_PTX) {
      options.put("ptx", 0);
    }
    return options;
  }

  private static String json(Map<String, ? extends @Nullable Object> value) {
    return new String(GoJson.compact(value), StandardCharsets.UTF_8);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
