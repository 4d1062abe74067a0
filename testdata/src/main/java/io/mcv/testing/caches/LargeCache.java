package io.mcv.testing.caches;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a Triton cache of any size, to measure with: {@code LargeCache OUTPUT_DIR SIZE_MB
 * [FILES]}.
 *
 * <p>Each kernel has its eight ordinary files and eight artifacts, machine code and assembly in
 * turn, that {@code gzip -6} makes about 40 % of. Without a number of files there are 80, so that
 * the artifacts are large; with 10,000 they are small. The same arguments write the same bytes.
 */
public final class LargeCache {
  private static final String MADE_IN = "/home/dev/.triton/cache";
  private static final int MEGABYTE = 1_000_000;
  private static final int DEFAULT_FILES = 80;
  private static final int FILES_OF_KERNEL = 8;
  private static final int ARTIFACTS_OF_KERNEL = 8;

  private LargeCache() {}

  /** Writes the cache into the folder that the first argument names. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println("usage: LargeCache OUTPUT_DIR SIZE_MB [FILES]");
      System.exit(3);
    }
    int files = args.length == 3 ? Integer.parseInt(args[2]) : DEFAULT_FILES;
    write(Path.of(args[0]), (long) MEGABYTE * Integer.parseInt(args[1]), files);
  }

  /**
   * Writes the cache into a folder; files that are there are replaced.
   *
   * @param bytes of the artifacts together
   * @param files rounded down to whole kernels, of 16 files each, but at least one
   */
  public static void write(Path folder, long bytes, int files) throws IOException {
    int kernels = Math.max(1, files / (FILES_OF_KERNEL + ARTIFACTS_OF_KERNEL));
    long size = bytes / kernels / ARTIFACTS_OF_KERNEL;
    for (int i = 0; i < kernels; i++) {
      TritonKernel kernel =
          new TritonKernel("large_kernel_%05d".formatted(i), SampleTarget.cuda(80));
      kernel.writeTo(folder, MADE_IN);
      for (int part = 0; part < ARTIFACTS_OF_KERNEL; part++) {
        boolean code = part % 2 == 0;
        String name = kernel.name() + ".part" + part + (code ? ".bin" : ".asm");
        ArtifactContent content = new ArtifactContent(i * ARTIFACTS_OF_KERNEL + part, code);
        try (OutputStream out =
            Files.newOutputStream(folder.resolve(kernel.folder()).resolve(name))) {
          content.writeTo(out, size);
        }
      }
    }
  }
}
