package io.mcv.testing.conformance;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * An image that keeps or breaks a rule.
 *
 * @param name of the case, unique: the rule in lower case, a hyphen, what is special, such as
 *     {@code oci-manifest-03-no-config}
 * @param rule that it is about, as docs/format.md names it
 * @param expected whether the image keeps it
 * @param profile the group of formats that applies, such as {@code mcv-current}; {@code auto} where
 *     the image itself tells
 * @param extract what an extractor must do with it
 * @param reason one sentence: what is special about the image
 * @param image makes it
 */
public record ConformanceCase(
    String name,
    String rule,
    Verdict expected,
    String profile,
    Extract extract,
    String reason,
    Supplier<VectorImage> image) {

  /** Whether an image keeps a rule. */
  public enum Verdict {
    /** It does. */
    PASS,
    /** It does not. */
    FAIL
  }

  /** What an extractor must do with an image. */
  public enum Extract {
    /** Put all files of the cache into the target. */
    ACCEPT,
    /** Fail, and leave the target without a file. */
    REFUSE,
    /** Either, as long as nothing outside the target is touched and no link or device is made. */
    CONTAIN
  }

  /** An image that keeps a rule, so that its cache can be extracted. */
  public static ConformanceCase passes(
      String rule, String what, String profile, String reason, Supplier<VectorImage> image) {
    return of(rule, what, Verdict.PASS, profile, Extract.ACCEPT, reason, image);
  }

  /** An image that breaks a rule for which extractors must refuse it. */
  public static ConformanceCase refused(
      String rule, String what, String profile, String reason, Supplier<VectorImage> image) {
    return of(rule, what, Verdict.FAIL, profile, Extract.REFUSE, reason, image);
  }

  /** An image that breaks a rule, and may be extracted or not. */
  public static ConformanceCase contained(
      String rule, String what, String profile, String reason, Supplier<VectorImage> image) {
    return of(rule, what, Verdict.FAIL, profile, Extract.CONTAIN, reason, image);
  }

  /** An image that breaks a rule that does not matter to extractors. */
  public static ConformanceCase accepted(
      String rule, String what, String profile, String reason, Supplier<VectorImage> image) {
    return of(rule, what, Verdict.FAIL, profile, Extract.ACCEPT, reason, image);
  }

  private static ConformanceCase of(
      String rule,
      String what,
      Verdict expected,
      String profile,
      Extract extract,
      String reason,
      Supplier<VectorImage> image) {
    String name = rule.toLowerCase(Locale.ROOT) + "-" + what;
    return new ConformanceCase(name, rule, expected, profile, extract, reason, image);
  }
}
