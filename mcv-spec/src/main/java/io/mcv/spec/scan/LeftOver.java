package io.mcv.spec.scan;

/** What a running Triton leaves in its cache: {@code lock} and {@code tmp.pid_*}. */
public final class LeftOver {
  private LeftOver() {}

  /**
   * Whether a file or folder is one. Triton writes both into the key folder, and older versions
   * into the cache folder.
   *
   * @param name of it
   * @param folder where it stands, relative to the cache folder
   * @param vllm whether the cache is one of vLLM, with Triton's inside
   */
  public static boolean is(String name, String folder, boolean vllm) {
    if (!name.equals("lock") && !name.startsWith("tmp.pid_")) {
      return false;
    }
    String parent = folder.substring(0, Math.max(folder.lastIndexOf('/'), 0));
    return vllm
        ? CacheTree.isTritonFolder(folder) || CacheTree.isTritonFolder(parent)
        : parent.isEmpty();
  }
}
