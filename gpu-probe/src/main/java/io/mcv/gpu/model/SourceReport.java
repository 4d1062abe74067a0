package io.mcv.gpu.model;

import org.jspecify.annotations.Nullable;

/**
 * How asking a source went.
 *
 * @param source which one
 * @param status how it went
 * @param path the library or folder, or null
 * @param version of the library, or null
 * @param code what the library answered where it failed, or null
 * @param message one line for people: what is wrong, and what to try; null where all is well
 * @param millis how long a library took, or null
 */
public record SourceReport(
    Source source,
    Status status,
    @Nullable String path,
    @Nullable String version,
    @Nullable Integer code,
    @Nullable String message,
    @Nullable Long millis) {

  /** How asking went. */
  public enum Status {
    /** It told what it knows. */
    OK,
    /** It was not asked, since nothing calls for it. */
    SKIPPED,
    /** There is no such library or folder. */
    ABSENT,
    /** It answered with an error. */
    FAILED,
    /** It did not answer in time. */
    TIMED_OUT,
    /** The process that asked it died. */
    CRASHED;

    /** As reports name it: {@code ok}, {@code timed-out}. */
    public String id() {
      return switch (this) {
        case OK -> "ok";
        case SKIPPED -> "skipped";
        case ABSENT -> "absent";
        case FAILED -> "failed";
        case TIMED_OUT -> "timed-out";
        case CRASHED -> "crashed";
      };
    }
  }

  /** A report without details. */
  public static SourceReport of(Source source, Status status) {
    return new SourceReport(source, status, null, null, null, null, null);
  }
}
