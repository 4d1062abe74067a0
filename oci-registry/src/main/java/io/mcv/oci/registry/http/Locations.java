package io.mcv.oci.registry.http;

import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.http.ConnectionException.Problem;
import java.net.URI;

/** Places that servers name, relative to the request that they answer. */
public final class Locations {
  private static final int MAX_LENGTH = 16 * 1024;

  private Locations() {}

  /**
   * Resolves a {@code Location} or a link.
   *
   * @throws ConnectionException if it is no http or https URL, or has user info in it
   */
  public static URI resolve(URI base, String location) throws ConnectionException {
    URI uri;
    try {
      if (location.length() > MAX_LENGTH) {
        throw new IllegalArgumentException("too long");
      }
      // Presigned URLs hold characters that java.net.URI takes only escaped.
      String text = escaped(location.strip());
      // By RFC 2396, which java.net.URI keeps to, a query alone would lose the last part of the
      // path.
      uri = base.resolve(text.startsWith("?") ? base.getRawPath() + text : text);
    } catch (IllegalArgumentException e) {
      throw wrong(base, location);
    }
    String scheme = uri.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
      throw wrong(base, location);
    }
    return uri;
  }

  private static ConnectionException wrong(URI base, String location) {
    int query = location.indexOf('?');
    String place = query < 0 ? location : location.substring(0, query);
    String shown = place.indexOf('@') < 0 ? place : "(address with a user)";
    return new ConnectionException(
        Problem.FORBIDDEN,
        ConnectionFaults.server(base)
            + " names the place "
            + Printable.of(shown)
            + ", which is not one that http leads to");
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (" \"<>\\^`{|}".indexOf(c) >= 0) {
        out.append(String.format("%%%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
