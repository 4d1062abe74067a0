package io.mcv.client.candidate;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command line that {@code /bin/sh} runs, with a deadline. */
final class ShellCommand {
  /** Bytes of its output that are kept. */
  static final int MAX_OUTPUT = 8 * 1024;

  private static final String TEMPORARY_FOLDER = "TMPDIR";

  /** For the output of a command that has ended: another process may keep it open. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Path folder;
  private final Duration limit;

  /**
   * Where and how long commands run.
   *
   * @param folder in which they run, and put temporary files
   * @param limit after which a command is ended with all that it started
   */
  ShellCommand(Path folder, Duration limit) {
    this.folder = folder;
    this.limit = limit;
  }

  /** Runs a command to its end; nothing that it started runs any more then. */
  CommandOutcome run(String line) throws IOException {
    ProcessMark mark = new ProcessMark(UUID.randomUUID().toString());
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().put(TEMPORARY_FOLDER, folder.toString());
    mark.applyTo(builder.environment());
    Process process = builder.start();
    try {
      return outcome(process, mark);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a command was running");
    }
  }

  private CommandOutcome outcome(Process process, ProcessMark mark)
      throws IOException, InterruptedException {
    FutureTask<String> output = read(process.getInputStream());
    boolean inTime = false;
    try {
      inTime = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      mark.endAll(process);
    }
    String printed = printed(output);
    return inTime
        ? CommandOutcome.ended(process.exitValue(), printed)
        : CommandOutcome.timedOut(printed);
  }

  private static String printed(FutureTask<String> output)
      throws IOException, InterruptedException {
    try {
      return output.get(GRACE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return "";
    } catch (ExecutionException e) {
      throw new IOException("cannot read what a command prints", e.getCause());
    }
  }

  /** Reads to the end, so that a command that prints much never waits. */
  private static FutureTask<String> read(InputStream in) {
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              byte[] beginning = in.readNBytes(MAX_OUTPUT);
              in.transferTo(OutputStream.nullOutputStream());
              return new String(beginning, StandardCharsets.UTF_8);
            });
    Thread thread = new Thread(task, "candidate-output");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
