package io.mcv.cli;

import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.SourceReport;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What users are told of the sources of a report of GPUs. */
final class SourceMessages {
  private SourceMessages() {}

  /** A warning for each that failed; at debug level a line for every one. */
  static void tell(GpuReport report, Console console) {
    for (SourceReport source : report.sources()) {
      console.debug(details(source));
      if (failed(source)) {
        console.warning(problem(source));
      }
    }
  }

  /**
   * Refuses to call it an answer that there is no GPU.
   *
   * @throws IOException if a source failed that would have told
   */
  static void requireNoFailure(GpuReport report) throws IOException {
    for (SourceReport source : report.sources()) {
      if (failed(source)) {
        throw new IOException("no GPU was found, but not all could be asked: " + problem(source));
      }
    }
  }

  private static boolean failed(SourceReport source) {
    return switch (source.status()) {
      case FAILED, TIMED_OUT, CRASHED -> true;
      case OK, SKIPPED, ABSENT -> false;
    };
  }

  private static String problem(SourceReport source) {
    return source.source().id()
        + ": "
        + Objects.requireNonNullElse(source.message(), source.status().id());
  }

  private static String details(SourceReport source) {
    StringBuilder line = new StringBuilder(source.source().id());
    line.append(": ").append(source.status().id());
    append(line, ", ", source.path(), "");
    append(line, ", version ", source.version(), "");
    append(line, ", code ", source.code(), "");
    append(line, ", ", source.millis(), " ms");
    append(line, ", ", source.message(), "");
    return line.toString();
  }

  private static void append(
      StringBuilder line, String before, @Nullable Object value, String after) {
    if (value != null) {
      line.append(before).append(value).append(after);
    }
  }
}
