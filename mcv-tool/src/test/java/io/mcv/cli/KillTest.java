package io.mcv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.FileTrees;
import io.mcv.testing.MemoryFolder;
import io.mcv.testing.caches.SampleTarget;
import io.mcv.testing.caches.TritonKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Commands killed with SIGKILL at random moments of their work, and what the next run finds. They
 * start as users start them: from the launcher, with a class archive.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("one class beside the others")
class KillTest {
  private static final int CREATES = 100;
  private static final int FRESH_EXTRACTS = 50;
  private static final int MERGING_EXTRACTS = 50;
  private static final int KERNELS = 80;
  private static final int KERNEL_BYTES = 128 * 1024;
  private static final long SEED = 20251121;

  @TempDir static Path shared;

  private static @Nullable RealDistribution unpacked;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Random random = new Random(SEED);
  private Tool tool = Tool.at(Path.of(""));
  private int killed;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked =
        RealDistribution.at(shared.resolve("distribution"))
            .with("XDG_CACHE_HOME", shared.resolve("caches"))
            .with("MCV_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
            .with("MCV_CLASS_ARCHIVE", "make");
    unpacked.run("--version").orFail();
  }

  @BeforeEach
  void makeUser() {
    Objects.requireNonNull(unpacked)
        .with("HOME", folder.resolve("home"))
        .with("MCV_VAULT", vault());
    tool = Tool.at(folder.resolve("home")).with("MCV_VAULT", vault().toString());
  }

  @Test
  void aKilledCreateLeavesTheVaultSound() throws Exception {
    Path cache = writeCache("new", 0, KERNELS, 1);
    tool.run("create", "-i", "old", "-d", writeCache("old", 0, 3, 2).toString()).orFail();
    String old = tool.run("inspect", "--raw", "old").orFail().out();
    Path before = folder.resolve("before");
    FileTrees.copy(vault(), before);
    String[] create = {"create", "--compression", "none", "-i", "new", "-d", cache.toString()};
    BooleanSupplier begun = () -> !staged().isEmpty();
    long duration = duration(begun, create);
    String whole = tool.run("inspect", "--raw", "new").orFail().out();
    for (int i = 0; i < CREATES; i++) {
      removeTree(vault());
      FileTrees.copy(before, vault());
      killDuring(duration, begun, create);
      assertThat(tool.run("vault", "verify").exit()).as("kill %s", i).isZero();
      assertThat(tool.run("inspect", "--raw", "old").orFail().out()).isEqualTo(old);
      ageStagedFiles();
      tool.run(create).orFail();
      assertThat(tool.run("inspect", "--raw", "new").orFail().out()).isEqualTo(whole);
      assertThat(tool.run("vault", "verify").exit()).isZero();
      assertThat(staged()).isEmpty();
    }
    assertThat(killed).as("kills that met a running create").isGreaterThan(CREATES / 2);
  }

  @Test
  void aKilledExtractLeavesAFreshTargetCompleteOrUntouched() throws Exception {
    Path cache = writeCache("new", 0, KERNELS, 1);
    tool.run("create", "--compression", "none", "-i", "new", "-d", cache.toString()).orFail();
    Path place = Files.createDirectory(folder.resolve("place"));
    Path target = place.resolve("target");
    String[] extract = {"extract", "--no-gpu", "-i", "new", "-d", target.toString()};
    BooleanSupplier begun = () -> !children(place).isEmpty();
    long duration = duration(begun, extract);
    SortedMap<String, String> whole = FileTrees.snapshot(target);
    for (int i = 0; i < FRESH_EXTRACTS; i++) {
      removeTree(target);
      killDuring(duration, begun, extract);
      if (Files.exists(target)) {
        assertThat(FileTrees.snapshot(target)).as("kill %s", i).isEqualTo(whole);
      }
      tool.run(extract).orFail();
      assertThat(FileTrees.snapshot(target)).isEqualTo(whole);
      assertThat(children(place)).containsExactly(target);
    }
    assertThat(killed).as("kills that met a running extract").isGreaterThan(FRESH_EXTRACTS / 2);
  }

  @Test
  void aKilledExtractLeavesWholeUnitsAndForeignFilesInAnExistingTarget() throws Exception {
    create("old", writeCache("old", 0, KERNELS / 2, 2));
    create("new", writeCache("new", KERNELS / 4, KERNELS, 1));
    Path place = Files.createDirectory(folder.resolve("place"));
    Path target = place.resolve("target");
    tool.run("extract", "--no-gpu", "-i", "old", "-d", target.toString()).orFail();
    addForeignFiles(target);
    Path before = folder.resolve("before");
    FileTrees.copy(target, before);
    String[] extract = {
      "extract", "--no-gpu", "--overwrite", "always", "-i", "new", "-d", target.toString()
    };
    SortedMap<String, String> old = FileTrees.snapshot(target);
    BooleanSupplier begun = () -> children(place).size() > 1;
    long duration = duration(begun, extract);
    SortedMap<String, String> whole = FileTrees.snapshot(target);
    for (int i = 0; i < MERGING_EXTRACTS; i++) {
      removeTree(target);
      FileTrees.copy(before, target);
      killDuring(duration, begun, extract);
      assertWholeUnits(old, whole, FileTrees.snapshot(target));
      tool.run(extract).orFail();
      assertThat(FileTrees.snapshot(target)).as("kill %s", i).isEqualTo(whole);
      assertThat(children(place)).containsExactly(target);
    }
    assertThat(killed).as("kills that met a running extract").isGreaterThan(MERGING_EXTRACTS / 2);
  }

  /** Every unit is as in the one or as in the other; what is in no unit is as it was. */
  private static void assertWholeUnits(
      SortedMap<String, String> old,
      SortedMap<String, String> whole,
      SortedMap<String, String> is) {
    TreeSet<String> tops = new TreeSet<>();
    Stream.of(old, whole, is)
        .flatMap(tree -> tree.keySet().stream())
        .forEach(path -> tops.add(path.split("/", 2)[0]));
    for (String top : tops) {
      assertThat(below(is, top)).as(top).isIn(below(old, top), below(whole, top));
    }
  }

  private static SortedMap<String, String> below(SortedMap<String, String> tree, String top) {
    char afterSlash = '/' + 1;
    return tree.subMap(top, top + afterSlash);
  }

  /** How long the work takes after it has begun, in nanoseconds. */
  private long duration(BooleanSupplier begun, String... arguments) throws Exception {
    Process process = start(arguments);
    awaitBegin(process, begun);
    long start = System.nanoTime();
    assertThat(process.waitFor()).isZero();
    long duration = System.nanoTime() - start;
    System.out.printf("%s works for %d ms%n", arguments[0], duration / 1_000_000);
    return duration;
  }

  private void killDuring(long duration, BooleanSupplier begun, String... arguments)
      throws Exception {
    Process process = start(arguments);
    awaitBegin(process, begun);
    TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * duration));
    killed += process.isAlive() ? 1 : 0;
    process.destroyForcibly().waitFor();
  }

  private Process start(String... arguments) throws IOException {
    return Objects.requireNonNull(unpacked)
        .process(arguments)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private static void awaitBegin(Process process, BooleanSupplier begun) throws Exception {
    while (process.isAlive() && !begun.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private void create(String image, Path cache) {
    tool.run("create", "--compression", "none", "-i", image, "-d", cache.toString()).orFail();
  }

  /** Kernels of one name are one key; another version of them has other bytes. */
  private Path writeCache(String name, int from, int to, int version) throws IOException {
    Path cache = folder.resolve("caches").resolve(name);
    byte[] code = new byte[KERNEL_BYTES];
    Random bytes = new Random(version);
    for (int i = from; i < to; i++) {
      TritonKernel kernel = new TritonKernel("kernel_" + i, SampleTarget.cuda(80));
      kernel.writeTo(cache, "/home/dev/.triton/cache");
      bytes.nextBytes(code);
      Files.write(cache.resolve(kernel.folder()).resolve("code.bin"), code);
    }
    return cache;
  }

  private static void addForeignFiles(Path target) throws IOException {
    Files.writeString(target.resolve("notes.txt"), "mine");
    Files.writeString(Files.createDirectory(target.resolve("FOREIGN")).resolve("a"), "mine");
    for (Path unit : children(target)) {
      if (Files.isDirectory(unit)) {
        Files.writeString(unit.resolve("foreign.txt"), "mine");
      }
    }
  }

  private Path vault() {
    return folder.resolve("vault");
  }

  private List<Path> staged() {
    return children(vault().resolve(".mcv")).stream()
        .filter(file -> String.valueOf(file.getFileName()).startsWith("tmp-"))
        .toList();
  }

  /** What a killed run staged is swept after a day. */
  private void ageStagedFiles() throws IOException {
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    for (Path file : staged()) {
      Files.setLastModifiedTime(file, longAgo);
    }
  }

  private static List<Path> children(Path parent) {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void removeTree(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
