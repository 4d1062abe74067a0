package io.mcv.oci.registry;

import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpContent;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores a manifest or index: its very bytes, under its digest or a tag.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests">distribution-spec,
 *     Pushing Manifests</a>
 */
final class PutManifest implements Endpoint<PutManifest.Stored> {
  private final RepositoryAddress repository;
  private final String reference;
  private final RawManifest manifest;
  private final @Nullable String replacedEntityTag;

  /**
   * A manifest to store.
   *
   * @param reference its digest, or a tag
   * @param replacedEntityTag the {@code ETag} of what may be replaced; null for whatever is there
   */
  PutManifest(
      RepositoryAddress repository,
      String reference,
      RawManifest manifest,
      @Nullable String replacedEntityTag) {
    this.repository = repository;
    this.reference = reference;
    this.manifest = manifest;
    this.replacedEntityTag = replacedEntityTag;
  }

  /**
   * How it was stored.
   *
   * @param knowsSubject whether the registry has noted whom it refers to, so that no tag has to
   */
  record Stored(boolean knowsSubject) {}

  @Override
  public String doing() {
    return "writing manifest " + reference;
  }

  @Override
  public HttpRequest request(URI base) {
    HttpRequest request =
        HttpRequest.of("PUT", repository.resolve(base, "manifests/" + reference))
            .with("Content-Type", manifest.mediaType().value())
            .withContent(HttpContent.of(manifest.bytes()));
    return replacedEntityTag == null ? request : request.with("If-Match", replacedEntityTag);
  }

  @Override
  public Set<Scope> scopes() {
    return repository.push();
  }

  @Override
  public boolean expects(int status) {
    return status == 201 || status == 200 || status == 202;
  }

  @Override
  public Stored answer(HttpResponse response) throws IOException {
    Digest named = ManifestBody.namedDigest(response);
    Digest sent = manifest.digest();
    if (named != null && named.algorithm() == sent.algorithm() && !named.equals(sent)) {
      throw new DigestMismatchException("manifest", sent, named);
    }
    return new Stored(response.fields().first("OCI-Subject") != null);
  }
}
