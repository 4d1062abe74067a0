package io.mcv.client.candidate;

import java.util.OptionalInt;

/**
 * How a command ended.
 *
 * @param exit its status; empty where it was ended since it took too long
 * @param output the beginning of what it printed, on standard output and error together
 */
public record CommandOutcome(OptionalInt exit, String output) {
  /** One that ended by itself. */
  public static CommandOutcome ended(int exit, String output) {
    return new CommandOutcome(OptionalInt.of(exit), output);
  }

  /** One that was ended since it took too long. */
  public static CommandOutcome timedOut(String output) {
    return new CommandOutcome(OptionalInt.empty(), output);
  }

  /** Whether it ended with this status. */
  boolean endedWith(int status) {
    return exit.isPresent() && exit.getAsInt() == status;
  }
}
