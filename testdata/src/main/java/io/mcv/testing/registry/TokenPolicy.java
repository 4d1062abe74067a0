package io.mcv.testing.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who may do what, and the refresh tokens that were given out. */
final class TokenPolicy {
  /** The user of whom no password is asked. */
  static final String ANYBODY = "";

  private final Map<String, String> passwords;
  private final List<Grant> grants;
  private final Map<String, String> usersOfRefreshTokens = new ConcurrentHashMap<>();

  TokenPolicy(Map<String, String> passwords, List<Grant> grants) {
    this.passwords = Map.copyOf(passwords);
    this.grants = List.copyOf(grants);
  }

  /**
   * One rule.
   *
   * @param user or {@link #ANYBODY}, which is for every user
   * @param repository its name, or the begin of names with {@code *} after it
   * @param actions what is allowed there
   */
  record Grant(String user, String repository, Set<String> actions) {
    Grant {
      actions = Set.copyOf(actions);
    }

    boolean covers(String who, String name) {
      boolean matches =
          repository.endsWith("*")
              ? name.startsWith(repository.substring(0, repository.length() - 1))
              : name.equals(repository);
      return matches && (user.equals(ANYBODY) || user.equals(who));
    }
  }

  boolean knows(String user, String password) {
    return password.equals(passwords.get(user));
  }

  /** The part of each scope that the user may have. What is not a scope is left out. */
  List<Scope> granted(String user, List<String> scopes) {
    List<Scope> granted = new ArrayList<>();
    for (String text : scopes) {
      Optional<Scope> scope = Scope.parse(text);
      if (scope.isPresent()) {
        Set<String> allowed = new HashSet<>();
        for (Grant grant : grants) {
          if (grant.covers(user, scope.get().name())) {
            allowed.addAll(grant.actions());
          }
        }
        granted.add(scope.get().within(allowed));
      }
    }
    return granted;
  }

  String newRefreshToken(String user) {
    String token = UUID.randomUUID().toString();
    usersOfRefreshTokens.put(token, user);
    return token;
  }

  Optional<String> userOf(String refreshToken) {
    return Optional.ofNullable(usersOfRefreshTokens.get(refreshToken));
  }

  void revokeRefreshTokens() {
    usersOfRefreshTokens.clear();
  }
}
