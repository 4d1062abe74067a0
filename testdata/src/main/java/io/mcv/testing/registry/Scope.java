package io.mcv.testing.registry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a token is for, {@code type:name:action,action}.
 *
 * @param type mostly {@code repository}
 * @param name may hold colons
 * @param actions such as {@code pull}, in their order
 * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">Token scope</a>
 */
record Scope(String type, String name, Set<String> actions) {

  /** One text for each scope: a parameter may hold several with spaces between them. */
  static List<String> split(List<String> parameters) {
    List<String> scopes = new ArrayList<>();
    for (String parameter : parameters) {
      for (String scope : parameter.split(" ")) {
        if (!scope.isEmpty()) {
          scopes.add(scope);
        }
      }
    }
    return List.copyOf(scopes);
  }

  /** Empty for what is not a scope. */
  static Optional<Scope> parse(String text) {
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    if (first <= 0 || last == first) {
      return Optional.empty();
    }
    Set<String> actions = new LinkedHashSet<>(List.of(text.substring(last + 1).split(",")));
    return Optional.of(
        new Scope(text.substring(0, first), text.substring(first + 1, last), actions));
  }

  /** The same with those actions alone that are granted too. */
  Scope within(Set<String> granted) {
    Set<String> both = new LinkedHashSet<>(actions);
    both.retainAll(granted);
    return new Scope(type, name, both);
  }

  @Override
  public String toString() {
    return type + ":" + name + ":" + String.join(",", actions);
  }
}
