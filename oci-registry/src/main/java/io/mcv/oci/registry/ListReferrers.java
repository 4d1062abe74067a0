package io.mcv.oci.registry;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the manifests that refer to another one, a page at a time; empty where the registry does
 * not know how to.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers">distribution-spec,
 *     Listing Referrers</a>
 */
final class ListReferrers implements Endpoint<Optional<Page<Descriptor>>> {
  private static final Set<Integer> UNKNOWN = Set.of(400, 404, 405, 501);

  private final RepositoryAddress repository;
  private final Digest subject;
  private final @Nullable MediaType artifactType;
  private final @Nullable URI page;

  ListReferrers(
      RepositoryAddress repository,
      Digest subject,
      @Nullable MediaType artifactType,
      @Nullable URI page) {
    this.repository = repository;
    this.subject = subject;
    this.artifactType = artifactType;
    this.page = page;
  }

  @Override
  public String doing() {
    return "listing the referrers of " + subject;
  }

  @Override
  public HttpRequest request(URI base) {
    if (page != null) {
      return HttpRequest.of("GET", page).with("Accept", MediaType.OCI_INDEX.value());
    }
    String query =
        artifactType == null
            ? ""
            : "?artifactType=" + URLEncoder.encode(artifactType.value(), StandardCharsets.UTF_8);
    return HttpRequest.of("GET", repository.resolve(base, "referrers/" + subject + query))
        .with("Accept", MediaType.OCI_INDEX.value());
  }

  @Override
  public Set<Scope> scopes() {
    return repository.pull();
  }

  @Override
  public boolean expects(int status) {
    return status == 200 || UNKNOWN.contains(status);
  }

  @Override
  public Optional<Page<Descriptor>> answer(HttpResponse response) throws IOException {
    if (!response.isSuccess() || ManifestBody.contentType(response).equals("text/html")) {
      return Optional.empty();
    }
    byte[] bytes = response.read(RawManifest.MAX_BYTES + 1);
    if (bytes.length > RawManifest.MAX_BYTES) {
      throw new LimitExceededException(
          doing() + " in " + repository + ": the answer is larger than an index may be",
          RawManifest.MAX_BYTES);
    }
    List<Descriptor> listed = ImageIndex.parse(bytes).manifests();
    return Optional.of(new Page<>(filtered(response, listed), Page.next(response)));
  }

  private List<Descriptor> filtered(HttpResponse response, List<Descriptor> listed) {
    String applied = response.fields().first("OCI-Filters-Applied");
    boolean done = applied != null && List.of(applied.split("\\s*,\\s*")).contains("artifactType");
    return done ? listed : Referrers.ofType(listed, artifactType);
  }
}
