package io.mcv.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.gpu.FakeHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded on a host without a GPU, in a JVM of its own. */
class NoCandidateTest {
  @TempDir private Path folder;

  @Test
  void withoutACandidateNothingNativeIsLoadedAndNoProcessStarted() throws Exception {
    List<String> loaded = classesLoadedBy(Files.createDirectories(folder.resolve("empty")));

    assertThat(loaded)
        .contains("io.mcv.gpu.GpuMerge")
        .doesNotContain("java.lang.ProcessImpl")
        .noneMatch(name -> name.startsWith("com.sun.jna"))
        .noneMatch(name -> name.startsWith("io.mcv.gpu.library"));
  }

  @Test
  void withACandidateLibrariesAreLookedFor() throws Exception {
    List<String> loaded = classesLoadedBy(FakeHost.write("h100", folder.resolve("h100")));

    assertThat(loaded).contains("io.mcv.gpu.library.LibrarySearch");
  }

  private List<String> classesLoadedBy(Path host) throws Exception {
    Path log = folder.resolve("classes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                host.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    // [0.012s][info][class,load] java.lang.Object source: shared objects file
    return Files.readAllLines(log).stream()
        .map(line -> line.substring(line.lastIndexOf(']') + 1).strip().split(" ", 2)[0])
        .toList();
  }

  /** Looks for GPUs on a host whose libraries may be asked. */
  static final class Main {
    private Main() {}

    public static void main(String... arguments) {
      new GpuProbe(new ProbeOptions(Path.of(arguments[0]), true, Map.of(), Duration.ofSeconds(10)))
          .gpus();
    }
  }
}
