package io.mcv.oci.registry.http;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port: what credentials are for.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port that of the scheme where none is named
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-4.3.1">RFC 9110, 4.3.1</a>
 */
public record Origin(String scheme, String host, int port) {

  /** Written out: what the compiler makes for records is slow to start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origin that
        && scheme.equals(that.scheme)
        && host.equals(that.host)
        && port == that.port;
  }

  @Override
  public int hashCode() {
    return host.hashCode() + port;
  }

  /** That of a place, whose port may be left out. */
  public static Origin of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }
}
