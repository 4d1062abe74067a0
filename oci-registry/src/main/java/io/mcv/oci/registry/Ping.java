package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Asks whether somebody who speaks the protocol lets this user in.
 *
 * @param registry host and port
 */
record Ping(String registry) implements Endpoint<Boolean> {
  @Override
  public String doing() {
    return "logging in";
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("GET", base);
  }

  @Override
  public Set<Scope> scopes() {
    return Set.of();
  }

  @Override
  public Boolean answer(HttpResponse response) throws IOException {
    WebPage.refuse(response, registry, doing(), "a registry's own");
    return true;
  }
}
