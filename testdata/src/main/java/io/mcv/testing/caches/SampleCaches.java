package io.mcv.testing.caches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes all sample caches: {@code SampleCaches OUTPUT_DIR}. What each is, testdata/README.md says.
 */
public final class SampleCaches {
  private static final SampleTarget AMPERE = SampleTarget.cuda(80);
  private static final SampleTarget HOPPER = SampleTarget.cuda(90);
  private static final SampleTarget MI200 = SampleTarget.hip("gfx90a");
  private static final SampleTarget MI300 = SampleTarget.hip("gfx942");
  private static final String TRITON_HOME = "/home/dev/.triton/cache";

  private SampleCaches() {}

  /** Writes the caches into the folder that the only argument names. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: SampleCaches OUTPUT_DIR");
      System.exit(3);
    }
    write(Path.of(args[0]));
  }

  /** Writes the caches into a folder, one folder each; files that are there are replaced. */
  public static void write(Path folder) throws IOException {
    writeTriton(folder.resolve("triton-vector-add"), "", AMPERE);
    writeTriton(folder.resolve("triton-hip"), "", MI300);
    writeTriton(
        folder.resolve("triton-mixed"), ".cpython-312-x86_64-linux-gnu", AMPERE, HOPPER, MI200);
    new VllmCache(folder.resolve("vllm-triton"), MI300).writeTritonForm();
    new VllmCache(folder.resolve("vllm-binary"), HOPPER).writeBinaryForm();
    new VllmCache(folder.resolve("vllm-aot"), AMPERE).writeAotForm();
  }

  private static void writeTriton(Path cache, String pythonAbi, SampleTarget... targets)
      throws IOException {
    for (SampleTarget target : targets) {
      new TritonKernel("add_kernel", target).writeTo(cache, TRITON_HOME);
    }
    for (String backend :
        List.of(targets).stream().map(SampleTarget::backend).distinct().toList()) {
      writeModule(cache, "__triton_launcher" + pythonAbi + ".so", backend, 17_000);
      writeModule(cache, backend + "_utils" + pythonAbi + ".so", backend, 16_000);
    }
  }

  /** A module that Triton compiles for the host, in a folder of its own. */
  private static void writeModule(Path cache, String file, String backend, int size)
      throws IOException {
    String hash = CacheKey.hex(backend + " " + file);
    Path folder = Files.createDirectories(cache.resolve(CacheKey.tritonFolder(hash)));
    Files.write(folder.resolve(file), ElfFile.sharedObject(hash, size));
  }
}
