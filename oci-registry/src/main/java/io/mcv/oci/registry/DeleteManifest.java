package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.net.URI;
import java.util.Set;

/**
 * Deletes a tag, or a manifest with all of its tags.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#content-management">distribution-spec,
 *     Content Management</a>
 */
final class DeleteManifest implements Endpoint<Boolean> {
  /** What registries that cannot delete a tag by its name say. */
  private static final Set<Integer> UNSUPPORTED = Set.of(400, 405, 501);

  private final RepositoryAddress repository;
  private final String reference;
  private final boolean tag;

  private DeleteManifest(RepositoryAddress repository, String reference, boolean tag) {
    this.repository = repository;
    this.reference = reference;
    this.tag = tag;
  }

  /** Deletes a tag alone; the answer is false where the registry cannot do that. */
  static DeleteManifest ofTag(RepositoryAddress repository, String tag) {
    return new DeleteManifest(repository, tag, true);
  }

  static DeleteManifest ofDigest(RepositoryAddress repository, String digest) {
    return new DeleteManifest(repository, digest, false);
  }

  @Override
  public String doing() {
    return "deleting " + (tag ? "tag " : "manifest ") + reference;
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("DELETE", repository.resolve(base, "manifests/" + reference));
  }

  @Override
  public Set<Scope> scopes() {
    return repository.delete();
  }

  @Override
  public boolean expects(int status) {
    return status / 100 == 2 || (tag && UNSUPPORTED.contains(status));
  }

  @Override
  public Boolean answer(HttpResponse response) {
    return response.isSuccess();
  }
}
