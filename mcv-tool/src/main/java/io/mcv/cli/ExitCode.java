package io.mcv.cli;

/** What the process ends with. */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** Something was wrong with the image or its place: no layout, unknown tag, corrupt blob. */
  static final int FAILED = 1;

  /** {@code create} could not: not a cache, unreadable, disk full. */
  static final int CREATE_FAILED = 2;

  /** The command line, a reference or a configuration file is wrong; nothing was begun. */
  static final int USAGE = 3;

  /** A registry could not be written. */
  static final int CANNOT_WRITE = 4;

  /** A registry could not be read. */
  static final int CANNOT_READ = 5;

  /** An image could not be signed. */
  static final int SIGNING_FAILED = 6;

  /** Nobody who is trusted has signed the image or file, or a policy refuses it. */
  static final int REFUSED = 7;

  /** {@code gpu-info} or {@code hw-info} could not tell what the host has. */
  static final int PROBE_FAILED = 8;

  /** {@code vault verify}, {@code validate} or {@code conformance run} found errors. */
  static final int FOUND_ERRORS = 9;

  /** No GPU of the host fits the cache. */
  static final int NO_GPU_FITS = 10;

  private ExitCode() {}
}
