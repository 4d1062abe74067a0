package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * One thing that a registry can be asked for: its request, what may be done by it, and what its
 * answer means. {@link RegistryCaller} owns authorization, retries and errors.
 *
 * @param <T> what the answer means
 */
interface Endpoint<T> {

  /** What is being done, for an error, as in {@code reading manifest v1}. */
  String doing();

  /**
   * The request.
   *
   * @param base {@code scheme://host[:port]/v2/}
   */
  HttpRequest request(URI base);

  /** What the user must be allowed to do. */
  Set<Scope> scopes();

  /** Whether {@link #answer} knows what this status means. */
  default boolean expects(int status) {
    return status == 200;
  }

  /** What an answer of an expected status means. It is closed afterwards. */
  T answer(HttpResponse response) throws IOException;
}
