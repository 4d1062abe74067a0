package io.mcv.client;

import io.mcv.client.publish.PublishUnits;
import io.mcv.spec.CacheKind;
import java.util.function.Predicate;

/** Which folders of a cache are whole or not there at all. */
final class CacheUnits {
  /** How many folders deep a unit lies, at most. */
  static final int MAX_DEPTH = 3;

  private static final String COMPILE = "torch_compile_cache";
  private static final String AOT = "torch_aot_compile";

  private CacheUnits() {}

  /**
   * What kind of cache a cache folder holds: early versions of mcv put a vLLM cache into the folder
   * for Triton.
   *
   * @param hasFolder whether there is a folder of that name in it
   */
  static CacheKind kind(CacheKind folder, Predicate<String> hasFolder) {
    return hasFolder.test(COMPILE) ? CacheKind.VLLM : folder;
  }

  /** Triton: the key folders. vLLM: the folder of each hash. */
  static PublishUnits of(CacheKind kind) {
    return switch (kind) {
      case TRITON -> folder -> folder.indexOf('/') < 0;
      case VLLM -> CacheUnits::isHashFolder;
    };
  }

  private static boolean isHashFolder(String folder) {
    String[] names = folder.split("/", -1);
    return switch (names.length) {
      case 2 -> names[0].equals(AOT) || (names[0].equals(COMPILE) && !names[1].equals(AOT));
      case 3 -> names[0].equals(COMPILE) && names[1].equals(AOT);
      default -> false;
    };
  }
}
