package io.mcv.spec;

/** The kinds of cache that an image can hold, each with the names it has inside an image. */
public enum CacheKind {
  /** Kernels compiled by Triton, one folder per key. */
  TRITON("triton"),
  /** The {@code torch.compile} results of vLLM, one folder per hash. */
  VLLM("vllm");

  private final String id;

  CacheKind(String id) {
    this.id = id;
  }

  /** The name in labels and manifests, such as {@code triton}. */
  public String id() {
    return id;
  }

  /** The top folder of the cache in an image, such as {@code io.triton.cache}. */
  public String cacheFolder() {
    return "io." + id + ".cache";
  }

  /** The top folder of the manifest in an image, such as {@code io.triton.manifest}. */
  public String manifestFolder() {
    return "io." + id + ".manifest";
  }

  /** The part of label names before the slash, such as {@code cache.triton.image}. */
  public String labelPrefix() {
    return "cache." + id + ".image";
  }
}
