package io.mcv.oci.cosign.certificate;

import java.util.regex.Pattern;

/** Which texts are accepted. Its {@code toString} is for the person who reads the error. */
public sealed interface TextMatcher {
  /** Every text. */
  TextMatcher ANY = new Matching(Pattern.compile(".*", Pattern.DOTALL));

  /** Whether it is accepted. */
  boolean matches(String text);

  /** This text alone. */
  record Exactly(String text) implements TextMatcher {
    @Override
    public boolean matches(String other) {
      return text.equals(other);
    }

    @Override
    public String toString() {
      return "'" + text + "'";
    }
  }

  /** Texts that match a regular expression from their first character to their last. */
  record Matching(Pattern pattern) implements TextMatcher {
    @Override
    public boolean matches(String other) {
      try {
        return pattern.matcher(other).matches();
      } catch (StackOverflowError e) {
        return false; // java.util.regex recurses with the length of the text
      }
    }

    @Override
    public String toString() {
      return "what matches /" + pattern + "/";
    }
  }
}
