package io.mcv.gpu.process;

import io.mcv.gpu.model.OneLine;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why there is no answer of a library, in words, with what to try. */
final class Fate {
  private static final String LIBRARY_ALONE =
      "; what it would have told is missing, all else counts. The driver may be broken: see dmesg";

  /** The JVM tells of a signal of its own threads before it ends. */
  private static final Pattern SIGNAL_LINE = Pattern.compile("(?m)^# {2}(SIG[A-Z]+) ");

  private static final int SIGNAL_BASE = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "SIGILL",
          6, "SIGABRT",
          7, "SIGBUS",
          8, "SIGFPE",
          9, "SIGKILL",
          11, "SIGSEGV",
          15, "SIGTERM",
          31, "SIGSYS");

  private Fate() {}

  /**
   * A library that did not answer before a deadline.
   *
   * @param path the file that was being asked, or null if it had not come to that
   */
  static SourceFacts timedOut(Source source, @Nullable String path, Deadline deadline) {
    return report(
        source,
        Status.TIMED_OUT,
        path,
        path == null
            ? "it could not be asked within "
                + seconds(deadline.allowed())
                + ": try a longer --gpu-timeout"
            : "it did not answer within "
                + seconds(deadline.allowed())
                + ": the driver may hang (see dmesg), or needs longer: try a longer --gpu-timeout");
  }

  /** A library that could not be asked at all. */
  static SourceFacts notStarted(Source source, IOException e) {
    return report(
        source,
        Status.FAILED,
        null,
        "no process could be started to ask it: " + OneLine.of(String.valueOf(e.getMessage())));
  }

  /** A library whose process has ended, or was no longer listened to. */
  static SourceFacts ended(Source source, ChildProcess child) throws InterruptedException {
    if (child.wroteTooMuch()) {
      return report(
          source,
          Status.FAILED,
          child.asked(source),
          "it wrote more than "
              + (ChildProcess.MAX_OUTPUT >> 20)
              + " MiB to the standard output instead of an answer");
    }
    OptionalInt status = child.exitStatus();
    if (status.isEmpty()) {
      return report(
          source, Status.FAILED, child.asked(source), "it closed the output before an answer");
    }
    return report(
        source,
        Status.CRASHED,
        child.asked(source),
        "the process that asked it " + end(status.getAsInt(), child.errors()) + LIBRARY_ALONE);
  }

  private static String end(int status, String errors) {
    Matcher line = SIGNAL_LINE.matcher(errors);
    String signal = line.find() ? line.group(1) : SIGNALS.get(status - SIGNAL_BASE);
    if (signal != null) {
      return "died of " + signal;
    }
    String firstError = OneLine.of(errors.lines().findFirst().orElse(""));
    return "ended with status "
        + status
        + " without an answer"
        + (firstError.isEmpty() ? "" : " (" + firstError + ")");
  }

  private static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return seconds == Math.rint(seconds)
        ? (long) seconds + " s"
        : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private static SourceFacts report(
      Source source, Status status, @Nullable String path, String message) {
    return SourceFacts.none(new SourceReport(source, status, path, null, null, message, null));
  }
}
