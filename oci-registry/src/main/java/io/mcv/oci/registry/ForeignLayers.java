package io.mcv.oci.registry;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.registry.http.ConnectionException;
import io.mcv.oci.registry.http.Exchange;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import io.mcv.oci.registry.http.Locations;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * Layers that a registry does not hold itself: their descriptors name other places. Those are asked
 * if the user wants it, without any credentials, over https unless the user named http, and never
 * in a private network.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md">descriptor.md,
 *     urls</a>
 */
final class ForeignLayers {
  private static final URI NOWHERE = URI.create("https://invalid/");

  private final Exchange anonymous;
  private final boolean wanted;

  /**
   * The rule for them.
   *
   * @param anonymous sends what it is given, without credentials
   * @param wanted whether they are fetched at all
   */
  ForeignLayers(Exchange anonymous, boolean wanted) {
    this.anonymous = anonymous;
    this.wanted = wanted;
  }

  /**
   * Opens a blob that its registry does not have. It is not verified here.
   *
   * @param missing what the registry said
   */
  InputStream open(Descriptor blob, NotFoundException missing) throws IOException {
    if (blob.urls().isEmpty()) {
      throw missing;
    }
    if (!wanted) {
      throw new NotFoundException(
          missing.getMessage()
              + "; the image says that it is at another place, which is asked with --foreign-layers"
              + " alone");
    }
    IOException failure = missing;
    for (String url : blob.urls()) {
      try {
        return open(url);
      } catch (ConnectionException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private InputStream open(String url) throws IOException {
    URI uri = Locations.resolve(NOWHERE, url);
    HttpResponse response =
        anonymous.send(HttpRequest.of("GET", uri).asStream().guardedFromPrivateNetworks());
    if (response.status() == 200) {
      return response.body();
    }
    response.close();
    throw new ConnectionException(
        ConnectionException.Problem.BROKEN,
        response.request() + " of a layer kept elsewhere answered " + response.status());
  }
}
