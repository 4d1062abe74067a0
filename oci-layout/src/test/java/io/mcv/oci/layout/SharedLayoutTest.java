package io.mcv.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.model.DigestAlgorithm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One layout used by several processes and threads at once. */
class SharedLayoutTest {
  @TempDir Path temp;

  @Test
  void processesThatWriteDifferentTagsIntoANewLayoutLoseNothing() throws Exception {
    Path folder = temp.resolve("layout");
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(start(TagWriter.class, folder.toString(), "writer" + i, "10"));
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(writer.exitValue()).isZero();
    }
    OciLayout layout = OciLayout.open(folder);
    assertThat(layout.images())
        .extracting(LayoutImage::refName)
        .containsExactlyInAnyOrderElementsOf(tags(4, 10));
    assertThat(layout.verify()).isEmpty();
    try (Stream<Path> left = Files.list(folder.resolve(Staging.NAME))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("index.lock", "writers.lock");
    }
  }

  @Test
  void threadsThatWriteDifferentTagsLoseNothing() throws Exception {
    Path folder = temp.resolve("layout");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String prefix = "writer" + i;
        writers.add(
            threads.submit(
                () -> {
                  TagWriter.write(folder, prefix, 10);
                  return null;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get(120, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(OciLayout.open(folder).images())
        .extracting(LayoutImage::refName)
        .containsExactlyInAnyOrderElementsOf(tags(4, 10));
  }

  @Test
  void aWriterThatIsKilledLeavesASoundLayoutAndNoLock() throws Exception {
    Path folder = temp.resolve("layout");
    TestImage.write(folder, "before", "before");
    Process writer = start(EndlessWriter.class, folder.toString());
    assertThat(writer.getInputStream().read()).isEqualTo('w');
    writer.destroyForcibly().waitFor();
    TestImage.write(folder, "after", "after");
    OciLayout layout = OciLayout.open(folder);
    assertThat(layout.images()).extracting(LayoutImage::refName).containsExactly("before", "after");
    assertThat(layout.verify()).isEmpty();
    assertThat(isExclusive(folder)).isTrue();
  }

  @Test
  void aWriterKilledAtAnyMomentLeavesASoundLayout() throws Exception {
    Random random = new Random(1);
    Path folder = temp.resolve("layout");
    OciLayout layout = OciLayout.openOrCreate(folder);
    for (int round = 0; round < 10; round++) {
      int before = layout.images().size();
      Process writer = start(TagWriter.class, folder.toString(), "round" + round, "100000");
      while (layout.images().size() == before) {
        assertThat(writer.isAlive()).isTrue();
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(50));
      writer.destroyForcibly().waitFor();
      assertThat(layout.verify()).isEmpty();
    }
    TestImage.write(folder, "after", "after");
    assertThat(layout.source("after").manifest().parse()).isNotNull();
  }

  @Test
  void theLockOfWritersIsHeldUntilTheLastSinkIsClosed() throws Exception {
    Path folder = temp.resolve("layout");
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("layout"));
    ImageSink first = OciLayout.openOrCreate(folder).sink("a");
    ImageSink second = OciLayout.open(link).sink("b");
    assertThatThrownBy(() -> isExclusive(folder)).isInstanceOf(OverlappingFileLockException.class);
    first.close();
    first.close();
    assertThatThrownBy(() -> isExclusive(folder)).isInstanceOf(OverlappingFileLockException.class);
    second.close();
    assertThat(isExclusive(folder)).isTrue();
  }

  @Test
  void writersOfSeveralProcessesShareTheLockAndKeepOthersOut() throws Exception {
    Path folder = temp.resolve("layout");
    OciLayout.openOrCreate(folder);
    Process writer = start(EndlessWriter.class, folder.toString());
    try {
      assertThat(writer.getInputStream().read()).isEqualTo('w');
      assertThat(isExclusive(folder)).isFalse();
      TestImage.write(folder, "v1", "one");
      assertThat(isExclusive(folder)).isFalse();
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /** Whether the lock of writers can be had alone, as a garbage collector will ask for it. */
  private static boolean isExclusive(Path folder) throws IOException {
    try (FileChannel channel =
        FileChannel.open(folder.resolve(".mcv/writers.lock"), StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      return lock != null;
    }
  }

  private static List<String> tags(int writers, int count) {
    return IntStream.range(0, writers * count)
        .mapToObj(i -> "writer" + i / count + "-" + i % count)
        .toList();
  }

  static Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** A process that publishes images, one after the other, each in a sink of its own. */
  static final class TagWriter {
    private TagWriter() {}

    public static void main(String[] arguments) throws IOException {
      write(Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
    }

    static void write(Path folder, String prefix, int count) throws IOException {
      for (int i = 0; i < count; i++) {
        TestImage.write(folder, prefix + "-" + i, prefix + i);
      }
    }
  }

  /** A process in the middle of a blob. */
  static final class EndlessWriter {
    private EndlessWriter() {}

    public static void main(String[] arguments) throws Exception {
      try (ImageSink sink = OciLayout.open(Path.of(arguments[0])).sink("never");
          BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
        writer.stream().write(new byte[100]);
        System.out.write('w');
        System.out.flush();
        Thread.sleep(600_000);
      }
    }
  }
}
