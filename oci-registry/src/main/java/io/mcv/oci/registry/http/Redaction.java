package io.mcv.oci.registry.http;

import io.mcv.oci.model.Printable;
import java.net.URI;

/** Places in messages: queries hold signatures and upload states, user info holds passwords. */
public final class Redaction {
  private Redaction() {}

  /** Scheme, host, port and path; a query is shown as {@code ?…}. */
  public static String of(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?…";
    return Printable.of(uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath()) + query;
  }
}
