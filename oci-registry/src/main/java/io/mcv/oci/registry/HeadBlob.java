package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.net.URI;
import java.util.Set;

/** Asks whether a blob is there. Servers that do not tell count as not having it. */
final class HeadBlob implements Endpoint<Boolean> {
  private static final Set<Integer> NOT_TOLD = Set.of(403, 404, 405);

  private final RepositoryAddress repository;
  private final Digest digest;
  private final Set<Scope> scopes;

  /**
   * A blob to ask for.
   *
   * @param scopes what comes next: so that one token serves all of it
   */
  HeadBlob(RepositoryAddress repository, Digest digest, Set<Scope> scopes) {
    this.repository = repository;
    this.digest = digest;
    this.scopes = scopes;
  }

  @Override
  public String doing() {
    return "looking up blob " + digest;
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("HEAD", repository.resolve(base, "blobs/" + digest));
  }

  @Override
  public Set<Scope> scopes() {
    return scopes;
  }

  @Override
  public boolean expects(int status) {
    return status == 200 || NOT_TOLD.contains(status);
  }

  @Override
  public Boolean answer(HttpResponse response) {
    return response.status() == 200;
  }
}
