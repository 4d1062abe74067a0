package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpContent;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.net.URI;
import java.util.Set;

/**
 * Ends an upload with what is left of the blob, which may be all of it.
 *
 * <p>The answer is whether the blob is there for certain: some servers send 202 or 204 instead of
 * 201.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put">distribution-spec,
 *     POST then PUT</a>
 */
final class PutUpload implements Endpoint<Boolean> {
  private static final int CREATED = 201;

  private final RepositoryAddress repository;
  private final UploadSession session;
  private final Digest digest;
  private final HttpContent rest;

  PutUpload(RepositoryAddress repository, UploadSession session, Digest digest, HttpContent rest) {
    this.repository = repository;
    this.session = session;
    this.digest = digest;
    this.rest = rest;
  }

  @Override
  public String doing() {
    return "uploading blob " + digest;
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("PUT", session.end(digest))
        .with("Content-Type", "application/octet-stream")
        .withContent(rest)
        .asStream();
  }

  @Override
  public Set<Scope> scopes() {
    return repository.push();
  }

  @Override
  public boolean expects(int status) {
    return status == CREATED || status == 202 || status == 204;
  }

  @Override
  public Boolean answer(HttpResponse response) {
    return response.status() == CREATED;
  }
}
