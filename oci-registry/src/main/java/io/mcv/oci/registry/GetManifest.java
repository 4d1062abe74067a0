package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest or index.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">distribution-spec,
 *     Pulling manifests</a>
 */
final class GetManifest implements Endpoint<GetManifest.Fetched> {
  private final RepositoryAddress repository;
  private final String reference;
  private final @Nullable Digest digest;

  private GetManifest(RepositoryAddress repository, String reference, @Nullable Digest digest) {
    this.repository = repository;
    this.reference = reference;
    this.digest = digest;
  }

  static GetManifest ofTag(RepositoryAddress repository, String tag) {
    return new GetManifest(repository, tag, null);
  }

  static GetManifest ofDigest(RepositoryAddress repository, Digest digest) {
    return new GetManifest(repository, digest.toString(), digest);
  }

  /**
   * A manifest that came.
   *
   * @param entityTag its {@code ETag}, or null
   */
  record Fetched(RawManifest manifest, @Nullable String entityTag) {}

  @Override
  public String doing() {
    return "reading manifest " + reference;
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("GET", repository.resolve(base, "manifests/" + reference))
        .with("Accept", ManifestBody.ACCEPT);
  }

  @Override
  public Set<Scope> scopes() {
    return repository.pull();
  }

  @Override
  public Fetched answer(HttpResponse response) throws IOException {
    return new Fetched(
        ManifestBody.read(response, repository, doing(), digest), response.fields().first("ETag"));
  }
}
