package io.mcv.client;

import io.mcv.client.publish.PublishUnits;
import io.mcv.spec.CacheKind;

/** Which folders of a cache are whole or not there at all. */
final class CacheUnits {
  private static final String COMPILE = "torch_compile_cache";
  private static final String AOT = "torch_aot_compile";

  private CacheUnits() {}

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
