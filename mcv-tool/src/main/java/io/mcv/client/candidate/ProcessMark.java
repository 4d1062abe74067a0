package io.mcv.client.candidate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A variable that all processes of a run inherit. By it those are found that left their parents, as
 * daemons do; where {@code /proc} tells nothing, only those that did not.
 *
 * @param value of the variable, which no other run has
 */
record ProcessMark(String value) {
  private static final String VARIABLE = "MCV_CANDIDATE_RUN";
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Path PROC = Path.of("/proc");

  void applyTo(Map<String, String> environment) {
    environment.put(VARIABLE, value);
  }

  /**
   * Ends a process and all that it started.
   *
   * @throws IOException if some of it cannot be ended
   */
  void endAll(Process process) throws IOException, InterruptedException {
    // The children first: when their parent is gone they cannot be found.
    List<ProcessHandle> children = process.descendants().toList();
    // By its handle, which leaves what it printed to be read.
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    endAll(this::marked, LIMIT);
  }

  /** What is ended may have started something meanwhile, so it is looked for again. */
  static void endAll(Supplier<List<ProcessHandle>> running, Duration limit)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (List<ProcessHandle> left = running.get(); !left.isEmpty(); left = running.get()) {
      left.forEach(ProcessHandle::destroyForcibly);
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new IOException(
            "cannot end what a command started: process "
                + left.stream().map(each -> each.pid() + "").collect(Collectors.joining(", "))
                + " still runs; end it, then run this again");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private List<ProcessHandle> marked() {
    return ProcessHandle.allProcesses().filter(ProcessHandle::isAlive).filter(this::has).toList();
  }

  private boolean has(ProcessHandle process) {
    try {
      Path environment = PROC.resolve(process.pid() + "/environ");
      return Files.readString(environment, StandardCharsets.ISO_8859_1)
          .contains(VARIABLE + "=" + value);
    } catch (IOException e) {
      return false; // gone meanwhile, or of another user
    }
  }
}
