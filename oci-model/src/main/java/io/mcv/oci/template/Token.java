package io.mcv.oci.template;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text literal text, a name, the value of a string, or the sign itself
 * @param start offset of its first character in the template
 * @param end offset after its last character
 */
record Token(Kind kind, String text, int start, int end) {
  enum Kind {
    /** Text outside of actions. */
    TEXT,
    /** The start of an action, <code>{{</code>. */
    OPEN,
    /** The end of an action, <code>}}</code>. */
    CLOSE,
    /** {@code .Name}. */
    FIELD,
    /** {@code .} alone. */
    DOT,
    /** {@code $} or {@code $name}. */
    VARIABLE,
    /** A keyword, a function or a constant. */
    WORD,
    STRING,
    NUMBER,
    /** One of <code>( ) | , = :=</code>. */
    SIGN,
    /** After the last character of the template. */
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
