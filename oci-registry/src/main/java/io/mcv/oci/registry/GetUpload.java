package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Asks how much of a blob the registry has; empty where the upload is void. */
final class GetUpload implements Endpoint<Optional<UploadSession>> {
  private static final Set<Integer> VOID = Set.of(400, 404, 405, 410, 416);

  private final RepositoryAddress repository;
  private final UploadSession session;
  private final Digest digest;

  GetUpload(RepositoryAddress repository, UploadSession session, Digest digest) {
    this.repository = repository;
    this.session = session;
    this.digest = digest;
  }

  @Override
  public String doing() {
    return "asking for the upload of blob " + digest;
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("GET", session.location());
  }

  @Override
  public Set<Scope> scopes() {
    return repository.push();
  }

  @Override
  public boolean expects(int status) {
    return status == 204 || status == 200 || VOID.contains(status);
  }

  @Override
  public Optional<UploadSession> answer(HttpResponse response) throws IOException {
    return response.isSuccess() ? Optional.of(session.told(response)) : Optional.empty();
  }
}
