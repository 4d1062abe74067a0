package io.mcv.testing.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that came to a {@link FaultProxy}.
 *
 * @param number in the order of arrival, from 0
 * @param method for example {@code GET}
 * @param target path and query, as the client sent them
 * @param headers values by lower-case name
 * @param body whole
 */
public record ProxiedRequest(
    int number, String method, String target, Map<String, List<String>> headers, byte[] body) {

  /** Path alone, without the query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The first value of a header; null if it was not sent. */
  public @Nullable String header(String lowerCaseName) {
    List<String> values = headers.get(lowerCaseName);
    return values == null ? null : values.get(0);
  }

  @Override
  public String toString() {
    return number + ": " + method + " " + target + " (" + body.length + " bytes)";
  }
}
