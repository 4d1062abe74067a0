package io.mcv.testing.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a {@link TokenServer}.
 *
 * @param method {@code GET} or {@code POST}
 * @param parameters of the query, or of the form of a POST, without passwords and tokens; values in
 *     their order
 * @param user who asked, whether let in or not; null where nobody is named
 * @param status of the answer
 */
public record TokenRequest(
    String method, Map<String, List<String>> parameters, @Nullable String user, int status) {

  /** Copies the parameters. */
  public TokenRequest {
    parameters = Map.copyOf(parameters);
  }

  /** The scopes asked for, each as {@code repository:NAME:ACTIONS}. */
  public List<String> scopes() {
    return Scope.split(parameters.getOrDefault("scope", List.of()));
  }

  /** The first value of a parameter; null if it was not sent. */
  public @Nullable String parameter(String name) {
    List<String> values = parameters.get(name);
    return values == null ? null : values.get(0);
  }
}
