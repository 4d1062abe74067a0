package io.mcv.cli;

/** How much is told on standard error, from most to least. */
enum LogLevel {
  /** Everything, with stack traces. */
  DEBUG,
  /** What is being done. */
  INFO,
  /** What the user should know. */
  WARNING,
  /** Why a command failed. */
  ERROR
}
