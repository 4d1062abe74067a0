package io.mcv.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cache folder of a test. */
public record CacheFolder(Path path) {
  /** The name of the key folder of {@link #withKernel}. */
  public static final String KEY = "5W7KJQDTJCL4UGPMKKCS7TEEPZKSWOY4774SZQ6674FWSXG5MNXQ";

  /** The hash that belongs to {@link #KEY}. */
  public static final String HASH =
      "edbea4c0734897ca19ec52852fcc847e552b3b1cfff92cc3deff0b695cdd636f";

  /** With a small file; its folders are made too. */
  public CacheFolder with(String file, String text) {
    return with(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** With a small file; its folders are made too. */
  public CacheFolder with(String file, byte[] content) {
    try {
      Path target = path.resolve(file);
      Files.createDirectories(target.getParent());
      Files.write(target, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With one kernel for CUDA 75 in folder {@link #KEY}. */
  public CacheFolder withKernel() {
    return withKernel(KEY, kernelJson(HASH, "\"cuda\"", "75", 32));
  }

  /** With a kernel in such a folder. */
  public CacheFolder withKernel(String folder, String json) {
    return with(folder + "/add_kernel.json", json)
        .with(folder + "/add_kernel.ttir", "module {}")
        .with(
            folder + "/__grp__add_kernel.json",
            "{\"child_paths\": {\"add_kernel.json\": \"/old/" + folder + "/add_kernel.json\"}}");
  }

  /** The metadata of a kernel, with backend and architecture as JSON. */
  public static String kernelJson(String hash, String backend, String arch, int warpSize) {
    return """
        {"hash": "%s", "target": {"backend": %s, "arch": %s, "warp_size": %d}, \
        "num_warps": 4, "num_stages": 3, "debug": false, "ptx_version": null, "name": "add_kernel"}\
        """
        .formatted(hash, backend, arch, warpSize);
  }
}
