package io.mcv.client.candidate;

import java.util.Locale;

/** What comes of a case or a rule, from the best to the worst. */
public enum Judgement {
  /** The tool did as it must. */
  KEPT,
  /** There was no way to tell: the vector is missing, or the command cannot be started. */
  NOT_JUDGED,
  /** The tool took what it must refuse, or left a part of it, but all of it is in the target. */
  CONTAINED,
  /** The tool did something else. */
  BROKEN;

  /** For people and JSON, such as {@code not judged}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
