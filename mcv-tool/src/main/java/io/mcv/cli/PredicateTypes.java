package io.mcv.cli;

import io.mcv.client.PredicateType;

/** Predicate types of the command line. */
final class PredicateTypes {
  private PredicateTypes() {}

  /**
   * The type that a short name stands for; a URI is a type itself.
   *
   * @throws UsageException if it is neither
   */
  static String of(String name) {
    try {
      return PredicateType.uri(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--type " + name + ": " + e.getMessage());
    }
  }
}
