package io.mcv.oci.registry.auth;

import java.util.List;

/**
 * Where credentials of a registry were looked for and what came of it. There is no secret in it;
 * user names are.
 *
 * @param key the registry or repository
 * @param steps the places that were looked at, in their order; the last one decided, if any did
 * @param verdict in words, what would be used and why, or why the look-up failed
 */
public record Explanation(RegistryKey key, List<Step> steps, String verdict) {
  /** Copies the steps. */
  public Explanation {
    steps = List.copyOf(steps);
  }

  /** What came of looking at one place. */
  public enum Outcome {
    /** There is no such file. */
    ABSENT,
    /** It has nothing for this registry. */
    NOTHING,
    /** Its credentials are used. */
    USED,
    /** It could not be read, or did not answer. */
    FAILED
  }

  /**
   * One place that was looked at.
   *
   * @param place a file, a helper or an option
   * @param outcome what came of it
   * @param finding the same in words: the keys that were tried, the entry that was found
   */
  public record Step(String place, Outcome outcome, String finding) {}
}
