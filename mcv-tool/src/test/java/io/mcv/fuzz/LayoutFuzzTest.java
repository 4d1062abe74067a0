package io.mcv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.testing.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Ten thousand damaged layouts, in a heap of 128 MiB. More of them: {@code
 * -Dmcv.fuzz.layouts=100000}.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("one class beside the others")
class LayoutFuzzTest {
  private static final int HEAP_MEBIBYTES = 128;
  private static final long FIRST_SEED = 1;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void validateAndExtractAgreeOnDamagedLayouts() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process fuzz =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + HEAP_MEBIBYTES + "m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LayoutFuzz.class.getName(),
                    Files.createDirectory(folder.resolve("layouts")).toString(),
                    System.getProperty("mcv.fuzz.layouts", "10000"),
                    String.valueOf(FIRST_SEED)))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = fuzz.waitFor();

    String report = Files.readString(output);
    System.out.println(report.lines().limit(200).collect(Collectors.joining("\n")));
    assertThat(report).endsWith("0\tfindings\n");
    assertThat(exit).isZero();
  }
}
