package io.mcv.testing.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request that a registry answered, from its access log in Apache's combined format.
 *
 * @param method for example {@code GET}
 * @param uri path and query, as the client sent them
 * @param status of the answer
 */
public record AccessLine(String method, String uri, int status) {
  private static final Pattern COMBINED =
      Pattern.compile("\\S+ \\S+ .*? \\[[^]]+] \"(\\S+) (\\S+) HTTP/[0-9.]+\" ([0-9]{3}) .*");

  /** Path alone, without the query. */
  public String path() {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /** Empty for a line that is something else. */
  static Optional<AccessLine> parse(String line) {
    Matcher matcher = COMBINED.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new AccessLine(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return method + " " + uri + " " + status;
  }
}
