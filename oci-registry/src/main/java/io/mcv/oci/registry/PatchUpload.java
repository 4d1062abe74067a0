package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpContent;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Sends a part of a blob.
 *
 * <p>How far the upload has come is counted here: one registry's {@code Range} stops at the second
 * part although it keeps them all, another accepts a part at a wrong offset. The digest decides in
 * the end.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks">distribution-spec,
 *     Pushing a blob in chunks</a>
 */
final class PatchUpload implements Endpoint<UploadSession> {
  private final RepositoryAddress repository;
  private final UploadSession session;
  private final Digest digest;
  private final HttpContent part;

  PatchUpload(
      RepositoryAddress repository, UploadSession session, Digest digest, HttpContent part) {
    this.repository = repository;
    this.session = session;
    this.digest = digest;
    this.part = part;
  }

  @Override
  public String doing() {
    return "uploading a part of blob " + digest;
  }

  @Override
  public HttpRequest request(URI base) {
    long last = session.offset() + part.length() - 1;
    return HttpRequest.of("PATCH", session.location())
        .with("Content-Type", "application/octet-stream")
        .with("Content-Range", session.offset() + "-" + last)
        .withContent(part)
        .asStream();
  }

  @Override
  public Set<Scope> scopes() {
    return repository.push();
  }

  @Override
  public boolean expects(int status) {
    return status == 202 || status == 201 || status == 204;
  }

  @Override
  public UploadSession answer(HttpResponse response) throws IOException {
    return session.after(response, session.offset() + part.length());
  }
}
