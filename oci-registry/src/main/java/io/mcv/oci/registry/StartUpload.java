package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpContent;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import io.mcv.oci.registry.http.Locations;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Begins an upload, or has the registry take the blob from another of its repositories. A registry
 * that cannot do the latter begins an upload instead.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#mounting-a-blob-from-another-repository">distribution-spec,
 *     Mounting a blob from another repository</a>
 */
final class StartUpload implements Endpoint<StartUpload.Started> {
  private final RepositoryAddress repository;
  private final Digest digest;
  private final @Nullable RepositoryAddress from;

  /**
   * A blob that is to come.
   *
   * @param from another repository of this registry that has it; null for none
   */
  StartUpload(RepositoryAddress repository, Digest digest, @Nullable RepositoryAddress from) {
    this.repository = repository;
    this.digest = digest;
    this.from = from;
  }

  /**
   * What came of it.
   *
   * @param session where the blob is to be sent; null where it is there already
   * @param minimumChunk bytes that each part but the last must have, where it is sent in parts
   */
  record Started(@Nullable UploadSession session, long minimumChunk) {}

  @Override
  public String doing() {
    return (from == null ? "starting the upload of blob " : "mounting blob ") + digest;
  }

  @Override
  public HttpRequest request(URI base) {
    String query = from == null ? "" : "?mount=" + digest + "&from=" + from.path();
    return HttpRequest.of("POST", repository.resolve(base, "blobs/uploads/" + query))
        .withContent(HttpContent.of(new byte[0]));
  }

  @Override
  public Set<Scope> scopes() {
    Set<Scope> scopes = new LinkedHashSet<>(repository.push());
    if (from != null) {
      scopes.addAll(from.pull());
    }
    return scopes;
  }

  @Override
  public boolean expects(int status) {
    return status == 202 || status == 201;
  }

  @Override
  public Started answer(HttpResponse response) throws IOException {
    if (response.status() == 201) {
      return new Started(null, 0);
    }
    String location = response.fields().first("Location");
    if (location == null) {
      throw new RegistryProtocolException(
          repository.toString(),
          doing() + " in " + repository,
          "the registry does not say where the blob is to be sent");
    }
    Long minimum = response.fields().number("OCI-Chunk-Min-Length");
    return new Started(
        new UploadSession(Locations.resolve(response.uri(), location), 0),
        minimum == null ? 0 : minimum);
  }
}
