package io.mcv.oci.registry.auth;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to authenticate that a registry offers in {@code WWW-Authenticate}.
 *
 * @param scheme in lower case, such as {@code bearer}
 * @param parameters by their names in lower case, in the order of the header; a {@code token68} is
 *     left out, since no scheme that registries use has one
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110.html#section-11.6.1">RFC 9110, 11.6.1</a>
 */
public record Challenge(String scheme, Map<String, String> parameters) {
  /** A header with more characters is left out: a part of it could say something else. */
  public static final int MAX_HEADER = 8 * 1024;

  /** As many challenges are read; those that follow are left out. */
  public static final int MAX_CHALLENGES = 16;

  /** Makes the names lower case, and copies. */
  public Challenge {
    scheme = scheme.toLowerCase(Locale.ROOT);
    Map<String, String> copy = new LinkedHashMap<>();
    parameters.forEach((name, value) -> copy.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    parameters = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads all challenges of a response, in their order.
   *
   * <p>Never fails: what is not a challenge is left out. Values that should be quoted and are not,
   * such as {@code realm=/}, end at a comma or a space.
   *
   * @param headerValues the values of every {@code WWW-Authenticate} header
   */
  public static List<Challenge> parse(List<String> headerValues) {
    return headerValues.stream()
        .filter(value -> value.length() <= MAX_HEADER)
        .flatMap(value -> new ChallengeParser(value).challenges().stream())
        .limit(MAX_CHALLENGES)
        .toList();
  }

  /** The value of a parameter, or null. */
  public @Nullable String parameter(String name) {
    return parameters.get(name.toLowerCase(Locale.ROOT));
  }

  /** The scopes that a token must have, by the parameter {@code scope}; empty without one. */
  public Set<Scope> scopes() {
    String text = parameter("scope");
    Set<Scope> scopes = new LinkedHashSet<>();
    if (text != null) {
      Arrays.stream(text.split(" "))
          .filter(part -> !part.isEmpty())
          .map(Scope::parse)
          .forEach(scopes::add);
    }
    return Scope.merged(scopes);
  }
}
