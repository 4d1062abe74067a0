package io.mcv.gpu.process;

import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that asks libraries. What it answers is read as it comes, by threads that nobody waits
 * for: a process that a library has started may keep the pipes open.
 */
final class ChildProcess implements AutoCloseable {
  /** More is no answer. */
  static final int MAX_OUTPUT = 4 << 20;

  private static final int MAX_ERRORS = 64 << 10;
  private static final int BUFFER = 8192;
  private static final long GRACE_MILLIS = 300;

  private final Process process;
  private final Answers answers;
  private final FactReader reader = new FactReader();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private volatile boolean tooMuch;
  private volatile boolean ended;

  private ChildProcess(Process process, Answers answers) {
    this.process = process;
    this.answers = answers;
  }

  /**
   * Starts a process.
   *
   * @param answers where complete answers go
   */
  static ChildProcess start(
      ChildJvm jvm,
      List<LibraryRequest> requests,
      Map<PciAddress, Integer> deviceIds,
      Answers answers)
      throws IOException {
    List<String> command = new ArrayList<>(jvm.command());
    command.addAll(ProbeArguments.of(requests, deviceIds));
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    builder.environment().clear();
    builder.environment().putAll(jvm.environment());
    ChildProcess child = new ChildProcess(builder.start(), answers);
    child.listen();
    return child;
  }

  private void listen() {
    inBackground("output", this::readOutput);
    inBackground("errors", this::readErrors);
    // Another process may keep the output open when this one is gone.
    process
        .onExit()
        .thenRunAsync(
            this::end, CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void inBackground(String what, Runnable task) {
    Thread thread = new Thread(task, "gpu-probe " + what + " of " + process.pid());
    thread.setDaemon(true);
    thread.start();
  }

  private void end() {
    ended = true;
    answers.changed();
  }

  private void readOutput() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    int total = 0;
    try (InputStream output = process.getInputStream()) {
      for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] != '\n') {
            line.write(buffer[i]);
          } else {
            accept(line.toString(StandardCharsets.US_ASCII));
            line.reset();
          }
        }
        total += count;
        if (total > MAX_OUTPUT) {
          tooMuch = true;
          process.destroyForcibly();
          break;
        }
      }
    } catch (IOException e) {
      // The process was ended, or has closed its output: what has come counts.
    }
    end();
  }

  private void accept(String line) {
    synchronized (reader) {
      reader.accept(line).ifPresent(answers::add);
    }
  }

  private void readErrors() {
    byte[] buffer = new byte[BUFFER];
    try (InputStream stream = process.getErrorStream()) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        synchronized (errors) {
          errors.write(buffer, 0, Math.min(count, MAX_ERRORS - errors.size()));
        }
      }
    } catch (IOException e) {
      // As above.
    }
  }

  /** Whether no more answers come. */
  boolean ended() {
    return ended;
  }

  /** Whether it wrote so much that it was no longer listened to. */
  boolean wroteTooMuch() {
    return tooMuch;
  }

  /** The library that it was asking last for a source, or null. */
  @Nullable String asked(Source source) {
    synchronized (reader) {
      return reader.asked(source);
    }
  }

  /** What it wrote to its standard error. */
  String errors() {
    synchronized (errors) {
      return errors.toString(StandardCharsets.UTF_8);
    }
  }

  /** Its exit status, which may come a moment after its output has ended; empty if it runs on. */
  OptionalInt exitStatus() throws InterruptedException {
    return process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /** Ends it, and those that it has started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
