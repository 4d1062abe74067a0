package io.mcv.spec.scan;

import io.mcv.spec.GroupFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What in the files of a cache ties it to the machine it was made on. */
public final class MachineTies {
  /** The name of the file with the environment of a vLLM cache. */
  public static final String KEY_FACTORS = "cache_key_factors.json";

  /** The name of the file in which vLLM finds what it compiled. */
  public static final String COMPILE_CACHE = "vllm_compile_cache.py";

  /** Path-valued environment that is part of the hash vLLM looks for. */
  public static final List<String> PATH_FACTORS =
      List.of("VLLM_CONFIG_ROOT", "VLLM_XLA_CACHE_PATH");

  private static final Pattern QUOTED_PATH = Pattern.compile("'(/[^'\\n]*)'");
  private static final Pattern PYTHON_ABI = Pattern.compile("\\.(cpython-[^/]*|abi3)\\.so");
  private static final Pattern SECRET =
      Pattern.compile("API_KEY|ACCESS_KEY|SECRET|PASSWORD|_TOKEN$");

  private MachineTies() {}

  /** The first absolute path of a child. */
  public static Optional<String> absoluteChild(GroupFile group) {
    return group.childPaths().values().stream().filter(child -> child.startsWith("/")).findFirst();
  }

  /** The first absolute path in a {@value #COMPILE_CACHE}. */
  public static Optional<String> absolutePath(byte[] compileCache) {
    Matcher paths = QUOTED_PATH.matcher(new String(compileCache, StandardCharsets.UTF_8));
    return paths.find() ? Optional.of(paths.group(1)) : Optional.empty();
  }

  /** The first library that the metadata of a kernel names by an absolute path. */
  public static Optional<String> absoluteLibrary(@Nullable Object metadata) {
    if (metadata instanceof Map<?, ?> json
        && json.get("extern_libs") instanceof List<?> libraries) {
      for (Object library : libraries) {
        if (library instanceof List<?> pair
            && pair.size() == 2
            && pair.get(1) instanceof String file
            && file.startsWith("/")) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** The version of Python that the name of a shared object is for. */
  public static Optional<String> pythonAbi(String name) {
    Matcher abi = PYTHON_ABI.matcher(name);
    return abi.find() ? Optional.of(abi.group(1)) : Optional.empty();
  }

  /** Whether a variable has a value, and the name of a secret. */
  public static boolean isSecret(String name, @Nullable Object value) {
    return SECRET.matcher(name).find() && value instanceof String text && !text.isEmpty();
  }
}
