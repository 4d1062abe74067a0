package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.FileTrees;
import io.mcv.testing.MemoryFolder;
import io.mcv.testing.caches.SampleTarget;
import io.mcv.testing.caches.TritonKernel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Caches far larger than the heap that packs and unpacks them. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("one class beside the others")
class BoundedMemoryTest {
  private static final int SMALL_HEAP = 64;

  /** To pack: two records, two paths and the identity of every file, some 700 bytes each. */
  private static final int HEAP_TO_PACK_MANY_FILES = 128;

  private static final int MEBIBYTE = 1 << 20;
  private static final int FILES = 4;
  private static final int BLOCK = 16 * MEBIBYTE;
  private static final int KEY_FOLDERS = 500;
  private static final int TINY_FILES_PER_FOLDER = 200;

  @TempDir Path folder;
  private int heapToPack = SMALL_HEAP;

  @Test
  void twoGigabytesUncompressed() throws Exception {
    assertRoundTrip(largeCache(2048), "none");
  }

  @Test
  void twoGigabytesInZstd() throws Exception {
    assertRoundTrip(largeCache(2048), "zstd");
  }

  @Test
  void twoGigabytesInGzip() throws Exception {
    assertRoundTrip(largeCache(2048), "gzip");
  }

  @Test
  void aHundredThousandTinyFiles(@TempDir(factory = MemoryFolder.class) Path memory)
      throws Exception {
    folder = memory;
    heapToPack = HEAP_TO_PACK_MANY_FILES;
    Path cache = folder.resolve("cache");
    for (int i = 0; i < KEY_FOLDERS; i++) {
      TritonKernel kernel = new TritonKernel("kernel_" + i, SampleTarget.cuda(80));
      kernel.writeTo(cache, "/home/dev/.triton/cache");
      Path key = cache.resolve(kernel.folder());
      for (int file = 0; file < TINY_FILES_PER_FOLDER; file++) {
        Files.writeString(key.resolve("tiny_" + file), "file " + file + " of kernel " + i);
      }
    }
    Path target = packAndUnpack(cache, "zstd");
    try (var files = Files.walk(target)) {
      assertThat(files.filter(Files::isRegularFile).count()).isGreaterThan(100_000);
    }
    Path damaged = children(target).get(0);
    Files.writeString(damaged.resolve("mine"), "foreign");
    Files.delete(damaged.resolve("tiny_7"));
    extract(target);
    assertThat(damaged.resolve("mine")).hasContent("foreign");
    assertThat(damaged.resolve("tiny_7")).exists();
  }

  private void assertRoundTrip(Path cache, String compression) throws Exception {
    Path target = packAndUnpack(cache, compression);
    for (Path file : files(cache)) {
      if (!String.valueOf(file.getFileName()).startsWith("__grp__")) {
        Path copy = target.resolve(cache.relativize(file));
        assertThat(Files.mismatch(file, copy)).as(file.toString()).isEqualTo(-1);
      }
    }
    assertThat(files(target)).hasSameSizeAs(files(cache));
    assertThat(children(folder).stream().map(file -> String.valueOf(file.getFileName())).sorted())
        .containsExactly("cache", "layout", "output", "target");
    assertThat(FileTrees.snapshot(folder.resolve("layout/.mcv")).keySet())
        .noneMatch(name -> name.startsWith("tmp-"));
  }

  private Path packAndUnpack(Path cache, String compression) throws Exception {
    run(heapToPack, "create", "--compression", compression, "-i", image(), "-d", cache.toString());
    Path target = folder.resolve("target");
    extract(target);
    return target;
  }

  private void extract(Path target) throws Exception {
    run(SMALL_HEAP, "extract", "--no-gpu", "-i", image(), "-d", target.toString());
  }

  private String image() {
    return "oci:" + folder.resolve("layout") + ":large";
  }

  private void run(int heap, String... arguments) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        Tool.at(folder)
            .process(List.of("-Xmx" + heap + "m"), arguments)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
  }

  /**
   * A kernel with large files that shrink to about half, and repeat only at a distance that no
   * compressor looks back: a repeated block would be a bomb.
   */
  private Path largeCache(int mebibytes) throws IOException {
    Path cache = folder.resolve("cache");
    TritonKernel kernel = new TritonKernel("large_kernel", SampleTarget.cuda(80));
    kernel.writeTo(cache, "/home/dev/.triton/cache");
    byte[] block = new byte[BLOCK];
    new Random(mebibytes).nextBytes(block);
    for (int i = 0; i < BLOCK; i++) {
      block[i] &= 0x0f;
    }
    int blocks = mebibytes / FILES / (BLOCK / MEBIBYTE);
    for (int file = 0; file < FILES; file++) {
      Path path = cache.resolve(kernel.folder()).resolve("large_kernel." + file + ".bin");
      try (OutputStream out = Files.newOutputStream(path)) {
        for (int i = 0; i < blocks; i++) {
          ByteBuffer.wrap(block).putInt(file).putInt(i);
          out.write(block);
        }
      }
    }
    return cache;
  }

  private static List<Path> files(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> children(Path parent) throws IOException {
    try (var files = Files.list(parent)) {
      return files.sorted().toList();
    }
  }
}
