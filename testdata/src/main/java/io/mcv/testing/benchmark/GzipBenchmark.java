package io.mcv.testing.benchmark;

import io.mcv.oci.layer.Compressor;
import io.mcv.oci.layer.Compressors;
import io.mcv.oci.layer.Content;
import io.mcv.oci.layer.LayerEntry;
import io.mcv.oci.layer.LayerWriter;
import io.mcv.oci.layer.TarDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Compresses the layers of cache folders with our gzip and with the zlib of the JDK, in turn, and
 * prints the ratios.
 *
 * <p>One thread is measured by its processor time, two by the time that passes: for the second, the
 * machine should be idle.
 */
public final class GzipBenchmark {
  private static final int ROUNDS = 5;
  private static final long LEAST_BYTES = 32L * 1024 * 1024;
  private static final int ZLIB_LEVEL = 6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private GzipBenchmark() {}

  /** Takes cache folders; the table goes to standard output. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    out.println("| layer of | bytes | ours, MB/s | zlib 6, MB/s | ours/zlib | two threads/one |");
    out.println("|---|---|---|---|---|---|");
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (String folder : arguments) {
        out.println(row(Path.of(folder), two));
      }
    } finally {
      two.shutdown();
    }
  }

  private static String row(Path folder, ExecutorService two) throws IOException {
    byte[] tar = tar(folder);
    int repeats = (int) Math.max(1, LEAST_BYTES / tar.length);
    double megabytes = tar.length / 1e6 * repeats;
    Compressor zlib = Compressors.jdkGzip(ZLIB_LEVEL);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> threads = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      double mine = processorSeconds(Compressors.gzip(), tar, repeats);
      double its = processorSeconds(zlib, tar, repeats);
      double one = seconds(Compressors.gzip(), tar, repeats);
      double both = seconds(Compressors.gzip(two, 2), tar, repeats);
      if (round >= 0) {
        ours.add(megabytes / mine);
        theirs.add(megabytes / its);
        ratios.add(its / mine);
        threads.add(one / both);
      }
    }
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.0f | %.2f | %.2f |",
        folder.getFileName(),
        tar.length,
        median(ours),
        median(theirs),
        median(ratios),
        median(threads));
  }

  private static byte[] tar(Path folder) throws IOException {
    List<LayerEntry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Content content = () -> Files.newInputStream(file);
        entries.add(
            new LayerEntry.RegularFile(
                folder.relativize(file).toString(), 0644, 0, Files.size(file), content));
      }
    }
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    LayerWriter.write(entries, TarDialect.GO, Compressors.none(), tar);
    return tar.toByteArray();
  }

  private static double processorSeconds(Compressor compressor, byte[] tar, int repeats)
      throws IOException {
    long start = THREADS.getCurrentThreadCpuTime();
    compress(compressor, tar, repeats);
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static double seconds(Compressor compressor, byte[] tar, int repeats) throws IOException {
    long start = System.nanoTime();
    compress(compressor, tar, repeats);
    return (System.nanoTime() - start) / 1e9;
  }

  private static void compress(Compressor compressor, byte[] tar, int repeats) throws IOException {
    for (int i = 0; i < repeats; i++) {
      try (OutputStream out = compressor.compress(OutputStream.nullOutputStream())) {
        out.write(tar);
      }
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }
}
