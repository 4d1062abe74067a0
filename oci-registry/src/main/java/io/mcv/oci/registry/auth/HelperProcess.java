package io.mcv.oci.registry.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that gets a little text, answers with a little, and has not long to do so. When the
 * call returns, neither it nor a process that it started runs any more.
 */
final class HelperProcess {
  /** Bytes of an answer; a helper that writes more is ended. */
  static final int MAX_OUTPUT = 64 * 1024;

  /** For the error output of a process that has ended: another may keep it open. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Process process;
  private final long deadline;

  private HelperProcess(Process process, Duration limit) {
    this.process = process;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /**
   * How a process ended.
   *
   * @param exit status
   * @param output what it wrote, at most one byte more than {@link #MAX_OUTPUT}
   * @param errors the beginning of its error output; empty where it succeeded
   */
  record Answer(int exit, byte[] output, String errors) {
    boolean isTooLong() {
      return output.length > MAX_OUTPUT;
    }

    /** Without what it wrote, which may be a secret. */
    @Override
    public String toString() {
      return "exit " + exit;
    }
  }

  /**
   * Runs a process to its end.
   *
   * @throws TimeoutException if it takes longer than the limit
   */
  static Answer run(ProcessBuilder command, String input, Duration limit)
      throws IOException, TimeoutException {
    HelperProcess running = new HelperProcess(command.start(), limit);
    try {
      return running.converse(input);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a credential helper was running");
    } finally {
      running.end();
    }
  }

  private Answer converse(String input) throws IOException, TimeoutException, InterruptedException {
    FutureTask<byte[]> output = start(() -> process.getInputStream().readNBytes(MAX_OUTPUT + 1));
    FutureTask<byte[]> errors = start(() -> drained(process.getErrorStream(), MAX_OUTPUT));
    start(() -> write(input));
    byte[] answer = await(output, remaining());
    if (answer.length > MAX_OUTPUT) {
      return new Answer(-1, answer, "");
    }
    if (!process.waitFor(remaining(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    return new Answer(process.exitValue(), answer, errorText(errors));
  }

  private String errorText(FutureTask<byte[]> errors) throws IOException, InterruptedException {
    if (process.exitValue() == 0) {
      return "";
    }
    try {
      byte[] text = await(errors, Math.min(GRACE.toNanos(), remaining()));
      return new String(text, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      return ""; // the exit status says enough
    }
  }

  /** The children first: when their parent is gone they cannot be found. */
  private void end() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private long remaining() {
    return Math.max(0, deadline - System.nanoTime());
  }

  private byte[] write(String input) throws IOException {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    }
    return new byte[0];
  }

  /** The beginning of all that is written, so that whoever writes never waits. */
  private static byte[] drained(InputStream in, int limit) throws IOException {
    byte[] beginning = in.readNBytes(limit);
    in.transferTo(OutputStream.nullOutputStream());
    return beginning;
  }

  private static FutureTask<byte[]> start(Callable<byte[]> work) {
    FutureTask<byte[]> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "credential-helper");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static byte[] await(FutureTask<byte[]> task, long nanos)
      throws IOException, TimeoutException, InterruptedException {
    try {
      return task.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException("cannot read the answer of a process", e.getCause());
    }
  }
}
