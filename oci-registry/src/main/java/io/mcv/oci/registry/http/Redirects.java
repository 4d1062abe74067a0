package io.mcv.oci.registry.http;

import io.mcv.oci.registry.http.ConnectionException.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects by our own rule.
 *
 * <table>
 * <caption>The rule</caption>
 * <tr><td>301, 302, 303</td><td>followed for GET and HEAD alone</td></tr>
 * <tr><td>307, 308</td><td>followed for all methods, the body sent again</td></tr>
 * <tr><td>another scheme, host or port</td><td>without {@code Authorization} and cookies, and not
 *   into a private network, unless the first server is in one</td></tr>
 * <tr><td>from https to http</td><td>never</td></tr>
 * <tr><td>how many</td><td>{@value #MAX_HOPS} at most</td></tr>
 * </table>
 */
public final class Redirects implements Exchange {
  static final int MAX_HOPS = 5;

  private static final Set<Integer> FOR_READING = Set.of(301, 302, 303);
  private static final Set<Integer> FOR_ALL = Set.of(307, 308);

  private final Exchange next;
  private final HostResolver resolver;

  /** Redirects of what another exchange sends. */
  public Redirects(Exchange next, HostResolver resolver) {
    this.next = next;
    this.resolver = resolver;
  }

  @Override
  public HttpResponse send(HttpRequest request) throws IOException {
    HttpRequest current = request;
    for (int hops = 0; hops <= MAX_HOPS; hops++) {
      HttpResponse response = next.send(current);
      String location = location(current, response);
      if (location == null) {
        return response;
      }
      response.close();
      current = follow(current, location);
    }
    throw new ConnectionException(
        Problem.FORBIDDEN, request + " was redirected more than " + MAX_HOPS + " times");
  }

  private static @Nullable String location(HttpRequest request, HttpResponse response) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    boolean redirects =
        FOR_ALL.contains(response.status()) || (reads && FOR_READING.contains(response.status()));
    return redirects ? response.fields().first("Location") : null;
  }

  private HttpRequest follow(HttpRequest request, String location) throws ConnectionException {
    URI from = request.uri();
    URI to = Locations.resolve(from, location);
    Origin origin = Origin.of(from);
    Origin target = Origin.of(to);
    if (origin.scheme().equals("https") && target.scheme().equals("http")) {
      throw new ConnectionException(
          Problem.FORBIDDEN,
          request + " was redirected to plain http, at " + Redaction.of(to) + ", which is refused");
    }
    HttpRequest moved = request.to(to);
    if (origin.equals(target)) {
      return moved;
    }
    moved =
        moved.withFields(
            moved.fields().without("Authorization").without("Cookie").without("Cookie2"));
    boolean ownNetwork =
        origin.host().equals(target.host()) || PrivateNetworks.containHost(origin.host(), resolver);
    return ownNetwork && !request.guarded() ? moved : moved.guardedFromPrivateNetworks();
  }
}
