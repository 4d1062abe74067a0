package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Asks for the digest of a manifest; empty where the server does not name it. */
final class HeadManifest implements Endpoint<Optional<Digest>> {
  private final RepositoryAddress repository;
  private final String reference;

  HeadManifest(RepositoryAddress repository, String reference) {
    this.repository = repository;
    this.reference = reference;
  }

  @Override
  public String doing() {
    return "looking up manifest " + reference;
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("HEAD", repository.resolve(base, "manifests/" + reference))
        .with("Accept", ManifestBody.ACCEPT);
  }

  @Override
  public Set<Scope> scopes() {
    return repository.pull();
  }

  @Override
  public Optional<Digest> answer(HttpResponse response) {
    return Optional.ofNullable(ManifestBody.namedDigest(response));
  }
}
