package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.RegistryKey;
import io.mcv.oci.registry.http.ConnectionException;
import io.mcv.oci.registry.http.ConnectionException.Problem;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A registry's server: where it answers, and by which scheme.
 *
 * <p>https, unless the user has allowed less for it. Then both are tried, once: https first, but
 * for this very host, where nobody can listen in on http and TLS only takes time.
 */
final class RegistryHost {
  private static final Set<Problem> OTHER_SCHEME =
      Set.of(Problem.TLS, Problem.BROKEN, Problem.UNREACHABLE);

  private final String registry;
  private final boolean insecure;
  private final Authenticator authenticator;
  private final Object firstMeeting = new Object();
  private volatile boolean met;
  private volatile @Nullable URI base;

  /**
   * A server that has not been asked anything yet.
   *
   * @param registry host and port by which users call the registry
   * @param insecure whether plain http will do
   */
  RegistryHost(String registry, boolean insecure, Authenticator authenticator) {
    this.registry = registry;
    this.insecure = insecure;
    this.authenticator = authenticator;
    this.base = insecure ? null : base("https");
  }

  /** Host and port by which users call the registry. */
  String registry() {
    return registry;
  }

  Authenticator authenticator() {
    return authenticator;
  }

  /**
   * Sends a request. The first one goes alone: what it finds out about scheme and authorization,
   * the others need not.
   *
   * @param key what credentials are looked up for
   */
  HttpResponse send(Endpoint<?> endpoint, RegistryKey key) throws IOException {
    if (!met) {
      synchronized (firstMeeting) {
        if (!met) {
          HttpResponse response = sendByScheme(endpoint, key);
          met = true;
          return response;
        }
      }
    }
    return sendByScheme(endpoint, key);
  }

  private HttpResponse sendByScheme(Endpoint<?> endpoint, RegistryKey key) throws IOException {
    URI known = base;
    if (known != null) {
      return send(endpoint, key, known);
    }
    List<String> schemes = isThisHost() ? List.of("http", "https") : List.of("https", "http");
    URI first = base(schemes.get(0));
    URI second = base(schemes.get(1));
    try {
      HttpResponse response = send(endpoint, key, first);
      if (wantsTls(response)) {
        return sendByTls(endpoint, key, second, response);
      }
      base = first;
      return response;
    } catch (ConnectionException e) {
      if (!OTHER_SCHEME.contains(e.problem())) {
        throw e;
      }
      return sendOtherwise(endpoint, key, second, e);
    }
  }

  /** By TLS, which a server seems to want; if it does not speak it, what it has said counts. */
  private HttpResponse sendByTls(
      Endpoint<?> endpoint, RegistryKey key, URI secure, HttpResponse said) throws IOException {
    try {
      HttpResponse response = send(endpoint, key, secure);
      base = secure;
      said.close();
      return response;
    } catch (ConnectionException e) {
      if (e.problem() == Problem.CERTIFICATE) {
        said.close();
        throw e;
      }
      return said;
    }
  }

  /**
   * By the second scheme. If nobody speaks that one either, the first failure tells more; any other
   * failure is of somebody who does.
   */
  private HttpResponse sendOtherwise(
      Endpoint<?> endpoint, RegistryKey key, URI second, ConnectionException first)
      throws IOException {
    try {
      HttpResponse response = send(endpoint, key, second);
      base = second;
      return response;
    } catch (ConnectionException e) {
      boolean nobody = OTHER_SCHEME.contains(e.problem());
      ConnectionException told = nobody ? first : e;
      told.addSuppressed(nobody ? e : first);
      throw told;
    }
  }

  private HttpResponse send(Endpoint<?> endpoint, RegistryKey key, URI at) throws IOException {
    return authenticator.send(endpoint.request(at), endpoint.scopes(), key, at);
  }

  /** What servers that speak TLS alone say to plain http: a 400 that is not of the protocol. */
  private static boolean wantsTls(HttpResponse response) {
    return response.uri().getScheme().equals("http")
        && response.status() == 400
        && response.fields().first("Docker-Distribution-Api-Version") == null;
  }

  private boolean isThisHost() {
    return registry.matches("(?i)(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");
  }

  private URI base(String scheme) {
    return URI.create(scheme + "://" + DockerHub.apiHost(registry) + "/v2/");
  }
}
