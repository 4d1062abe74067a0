package io.mcv.oci.registry;

import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.net.URI;
import java.util.Set;

/** Gives an upload up, so that the registry need not keep what it has of it. */
final class DeleteUpload implements Endpoint<Boolean> {
  private final RepositoryAddress repository;
  private final UploadSession session;

  DeleteUpload(RepositoryAddress repository, UploadSession session) {
    this.repository = repository;
    this.session = session;
  }

  @Override
  public String doing() {
    return "giving an upload up";
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("DELETE", session.location());
  }

  @Override
  public Set<Scope> scopes() {
    return repository.push();
  }

  @Override
  public boolean expects(int status) {
    return true;
  }

  @Override
  public Boolean answer(HttpResponse response) {
    return response.isSuccess();
  }
}
