package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.Credential;
import io.mcv.oci.registry.auth.RegistryKey;
import io.mcv.oci.registry.http.ConnectionException;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Asks a registry for things: whatever is asked for, authorization, retries and errors are the
 * same. Thread-safe.
 */
final class RegistryCaller {
  private final RegistryHost host;
  private final RegistryKey key;
  private final Supplier<Attempts> attempts;

  /**
   * Calls in the name of one repository, or of a registry as a whole.
   *
   * @param key what credentials are looked up for; its text is the owner's name in messages
   * @param attempts begins to count the tries of a step
   */
  RegistryCaller(RegistryHost host, RegistryKey key, Supplier<Attempts> attempts) {
    this.host = host;
    this.key = key;
    this.attempts = attempts;
  }

  /** The repository or registry in whose name it calls, for messages. */
  String owner() {
    return key.toString();
  }

  /** Who the user is to the registry. */
  Credential credential() throws IOException {
    return host.authenticator().credential(key).credential();
  }

  /** Begins to count the tries of a step that is more than one call. */
  Attempts attempts() {
    return attempts.get();
  }

  /** Asks until there is an answer, or no hope for one. */
  <T> T call(Endpoint<T> endpoint) throws IOException {
    Attempts tries = attempts();
    while (true) {
      try {
        return once(endpoint);
      } catch (IOException e) {
        tries.failed(e);
      }
    }
  }

  /** Asks one time. */
  <T> T once(Endpoint<T> endpoint) throws IOException {
    try (HttpResponse response = exchange(endpoint)) {
      return endpoint.answer(response);
    } catch (ConnectionException e) {
      throw new RegistryConnectionException(key.toString(), about(endpoint), e);
    }
  }

  /** Asks one time, for an answer that is still to be read, and then closed, by the caller. */
  <T> T open(Endpoint<T> endpoint) throws IOException {
    try {
      HttpResponse response = exchange(endpoint);
      try {
        return endpoint.answer(response);
      } catch (IOException e) {
        response.close();
        throw e;
      }
    } catch (ConnectionException e) {
      throw new RegistryConnectionException(key.toString(), about(endpoint), e);
    }
  }

  private HttpResponse exchange(Endpoint<?> endpoint) throws IOException {
    HttpResponse response = host.send(endpoint, key);
    if (endpoint.expects(response.status())) {
      return response;
    }
    try (response) {
      throw AnswerErrors.of(
          response,
          endpoint.doing(),
          key.toString(),
          host.registry(),
          host.authenticator().sourceFor(key));
    }
  }

  private String about(Endpoint<?> endpoint) {
    return endpoint.doing() + " of " + key;
  }
}
