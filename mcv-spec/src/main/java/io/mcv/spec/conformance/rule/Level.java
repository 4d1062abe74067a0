package io.mcv.spec.conformance.rule;

import java.util.Locale;

/** How binding a rule is, in the words of RFC 2119. */
public enum Level {
  /** MUST: who breaks it has an error. */
  ERROR("MUST"),
  /** SHOULD: who breaks it has a warning. */
  WARNING("SHOULD"),
  /** MAY: what is told for information. */
  INFO("MAY");

  private final String keyword;

  Level(String keyword) {
    this.keyword = keyword;
  }

  /** The word in the statement of a rule. */
  public String keyword() {
    return keyword;
  }

  /** The name in reports and options: {@code error}, {@code warning} or {@code info}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
