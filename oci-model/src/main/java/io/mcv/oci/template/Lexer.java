package io.mcv.oci.template;

import io.mcv.oci.model.Printable;
import io.mcv.oci.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a template into tokens. Comments are dropped, and white space beside the trim markers
 * <code>{{- </code> and <code> -}}</code>.
 */
final class Lexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final String template;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String template) {
    this.template = template;
  }

  static List<Token> tokens(String template) {
    Lexer lexer = new Lexer(template);
    boolean trimmed = false;
    while (lexer.position < template.length()) {
      trimmed = lexer.textAndAction(trimmed);
    }
    lexer.add(Kind.END, "", template.length());
    return lexer.tokens;
  }

  /** Gives whether the action ended with a trim marker. */
  private boolean textAndAction(boolean trimmed) {
    int open = template.indexOf(OPEN, position);
    int end = open < 0 ? template.length() : open;
    boolean trims = open >= 0 && isTrimMarkerAt(open + OPEN.length());
    text(trimmed, trims, end);
    if (open < 0) {
      return false;
    }
    int start = open + OPEN.length() + (trims ? 1 : 0);
    int comment = trims ? start + 1 : start;
    if (template.startsWith("/*", comment)) {
      position = comment;
      return comment();
    }
    add(Kind.OPEN, OPEN, start);
    return action(open);
  }

  private void text(boolean trimsStart, boolean trimsEnd, int end) {
    int from = position;
    int to = end;
    while (trimsStart && from < to && isSpace(template.charAt(from))) {
      from++;
    }
    while (trimsEnd && to > from && isSpace(template.charAt(to - 1))) {
      to--;
    }
    if (from < to) {
      tokens.add(new Token(Kind.TEXT, template.substring(from, to), from, to));
    }
    position = end;
  }

  private boolean comment() {
    int end = template.indexOf("*/", position + 2);
    if (end < 0) {
      throw new TemplateException("a comment without */ after it", position);
    }
    position = end + 2;
    boolean trims = isSpaceAt(position) && template.startsWith("-" + CLOSE, position + 1);
    position += trims ? 2 : 0;
    if (!template.startsWith(CLOSE, position)) {
      throw new TemplateException("a comment must be all of its action", position);
    }
    position += CLOSE.length();
    return trims;
  }

  private boolean action(int open) {
    while (true) {
      boolean spaced = skipSpace();
      if (position >= template.length()) {
        throw new TemplateException("{{ without }} after it", open);
      }
      boolean trims = spaced && template.startsWith("-" + CLOSE, position);
      if (trims || template.startsWith(CLOSE, position)) {
        add(Kind.CLOSE, CLOSE, position + CLOSE.length() + (trims ? 1 : 0));
        return trims;
      }
      token();
    }
  }

  private void token() {
    char c = template.charAt(position);
    switch (c) {
      case '"' -> quoted();
      case '`' -> rawQuoted();
      case '(', ')', '|', ',', '=' -> add(Kind.SIGN, String.valueOf(c), position + 1);
      case ':' -> declaration();
      case '.' -> {
        int end = endOfName(position + 1);
        add(
            end == position + 1 ? Kind.DOT : Kind.FIELD,
            template.substring(position + 1, end),
            end);
      }
      case '$' -> {
        int end = endOfName(position + 1);
        add(Kind.VARIABLE, template.substring(position, end), end);
      }
      default -> wordOrNumber(c);
    }
  }

  private void declaration() {
    if (!template.startsWith(":=", position)) {
      throw new TemplateException(": without = after it", position);
    }
    add(Kind.SIGN, ":=", position + 2);
  }

  private void wordOrNumber(char c) {
    boolean number = isDigit(c) || (c == '-' || c == '+') && isDigitAt(position + 1);
    if (!number && endOfName(position) == position) {
      int character = template.codePointAt(position);
      throw new TemplateException(
          "unexpected " + Printable.of(Character.toString(character)), position);
    }
    int end = endOfName(position + 1);
    while (number && template.startsWith(".", end) && isDigitAt(end + 1)) {
      end = endOfName(end + 1);
    }
    add(number ? Kind.NUMBER : Kind.WORD, template.substring(position, end), end);
  }

  private void rawQuoted() {
    int end = template.indexOf('`', position + 1);
    if (end < 0) {
      throw new TemplateException("a string without ` after it", position);
    }
    add(Kind.STRING, template.substring(position + 1, end), end + 1);
  }

  private void quoted() {
    StringBuilder value = new StringBuilder();
    for (int i = position + 1; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '"') {
        add(Kind.STRING, value.toString(), i + 1);
        return;
      }
      if (c == '\n') {
        break;
      }
      value.append(c == '\\' ? escaped(++i) : c);
    }
    throw new TemplateException("a string without \" after it", position);
  }

  private char escaped(int at) {
    char c = at < template.length() ? template.charAt(at) : '\0';
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\' -> c;
      default ->
          throw new TemplateException(
              "a string may have the escapes \\n, \\t, \\r, \\\" and \\\\ only", at - 1);
    };
  }

  private void add(Kind kind, String text, int end) {
    tokens.add(new Token(kind, text, position, end));
    position = end;
  }

  private boolean isTrimMarkerAt(int at) {
    return template.startsWith("-", at) && isSpaceAt(at + 1);
  }

  private boolean skipSpace() {
    int start = position;
    while (isSpaceAt(position)) {
      position++;
    }
    return position > start;
  }

  private int endOfName(int start) {
    int end = start;
    while (end < template.length() && isNamePart(template.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean isSpaceAt(int at) {
    return at < template.length() && isSpace(template.charAt(at));
  }

  private boolean isDigitAt(int at) {
    return at < template.length() && isDigit(template.charAt(at));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
