package io.mcv.oci.registry.http;

import java.io.IOException;

/** Sends a request and waits for the head of the answer. Thread-safe. */
@FunctionalInterface
public interface Exchange {

  /**
   * Sends it.
   *
   * @return the answer, of whatever status; to be closed
   * @throws ConnectionException if no answer came
   */
  HttpResponse send(HttpRequest request) throws IOException;
}
