package io.mcv.oci.registry.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the challenges of one header.
 *
 * <pre>
 * WWW-Authenticate = [ challenge *( OWS "," OWS challenge ) ]
 * challenge        = auth-scheme [ 1*SP ( token68 / [ auth-param *( OWS "," OWS auth-param ) ] ) ]
 * auth-param       = token BWS "=" BWS ( token / quoted-string )
 * token68          = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="
 * </pre>
 *
 * <p>Commas part challenges and parameters alike; a token is a parameter where "=" follows.
 */
final class ChallengeParser {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String text;
  private final List<Challenge> challenges = new ArrayList<>();
  private @Nullable String scheme;
  private Map<String, String> parameters = new LinkedHashMap<>();
  private int position;

  ChallengeParser(String text) {
    this.text = text;
  }

  List<Challenge> challenges() {
    skipSeparators();
    while (position < text.length()) {
      element();
      skipSeparators();
    }
    finish();
    return challenges;
  }

  private void element() {
    String token = token();
    if (token.isEmpty()) {
      skipToComma();
    } else if (scheme != null && followsEquals()) {
      String value = value();
      parameters.putIfAbsent(token.toLowerCase(Locale.ROOT), value);
    } else if (followsEquals()) {
      value(); // a parameter without a scheme
    } else {
      finish();
      scheme = token;
      skipToken68();
    }
  }

  private void finish() {
    if (scheme != null) {
      challenges.add(new Challenge(scheme, parameters));
    }
    scheme = null;
    parameters = new LinkedHashMap<>();
  }

  /** Moves to the value behind "=", if there is one. */
  private boolean followsEquals() {
    int at = afterSpaces(position);
    if (at < text.length() && text.charAt(at) == '=') {
      position = afterSpaces(at + 1);
      return true;
    }
    return false;
  }

  private String value() {
    if (position < text.length() && text.charAt(position) == '"') {
      position++;
      return quoted();
    }
    int start = position;
    while (position < text.length() && !isSeparator(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  /** A string whose closing quote is missing goes to the end. */
  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        break;
      }
      value.append(c == '\\' && position < text.length() ? text.charAt(position++) : c);
    }
    return value.toString();
  }

  private void skipToken68() {
    int at = afterSpaces(position);
    int end = at;
    while (end < text.length() && isToken68(text.charAt(end))) {
      end++;
    }
    int padded = end;
    while (padded < text.length() && text.charAt(padded) == '=') {
      padded++;
    }
    int next = afterSpaces(padded);
    boolean ends = next == text.length() || text.charAt(next) == ',';
    if (at > position && end > at && ends) {
      position = padded;
    }
  }

  private String token() {
    int start = position;
    while (position < text.length() && isTokenCharacter(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private void skipToComma() {
    while (position < text.length() && text.charAt(position) != ',') {
      position++;
    }
  }

  private void skipSeparators() {
    while (position < text.length() && isSeparator(text.charAt(position))) {
      position++;
    }
  }

  private int afterSpaces(int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSeparator(char c) {
    return c == ',' || isSpace(c);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isTokenCharacter(char c) {
    return isAlphanumeric(c) || TOKEN_MARKS.indexOf(c) >= 0;
  }

  private static boolean isToken68(char c) {
    return isAlphanumeric(c) || "-._~+/".indexOf(c) >= 0;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
