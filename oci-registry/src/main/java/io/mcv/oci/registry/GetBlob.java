package io.mcv.oci.registry;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a blob from an offset to its end.
 *
 * <p>The range is closed, since some servers refuse an open one; whether they honour it shows in
 * the answer alone, since many that do never say so before.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs">distribution-spec,
 *     Pulling blobs</a>
 */
final class GetBlob implements Endpoint<GetBlob.Opened> {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/.*");

  private final RepositoryAddress repository;
  private final Descriptor blob;
  private final long offset;
  private final @Nullable String entityTag;

  /**
   * A blob to read.
   *
   * @param offset the first byte that is wanted
   * @param entityTag the {@code ETag} of the answer that broke; null where there was none
   */
  GetBlob(RepositoryAddress repository, Descriptor blob, long offset, @Nullable String entityTag) {
    this.repository = repository;
    this.blob = blob;
    this.offset = offset;
    this.entityTag = entityTag;
  }

  /**
   * A blob that flows.
   *
   * @param response to be read and closed
   * @param offset where it begins: the one that was asked for, or 0
   */
  record Opened(HttpResponse response, long offset) {}

  @Override
  public String doing() {
    return "reading blob " + blob.digest();
  }

  @Override
  public HttpRequest request(URI base) {
    HttpRequest request =
        HttpRequest.of("GET", repository.resolve(base, "blobs/" + blob.digest())).asStream();
    if (offset == 0) {
      return request;
    }
    HttpRequest part = request.with("Range", "bytes=" + offset + "-" + (blob.size() - 1));
    return entityTag == null ? part : part.with("If-Range", entityTag);
  }

  @Override
  public Set<Scope> scopes() {
    return repository.pull();
  }

  @Override
  public boolean expects(int status) {
    return status == 200 || (offset > 0 && status == 206);
  }

  @Override
  public Opened answer(HttpResponse response) throws IOException {
    if (ManifestBody.contentType(response).equals("text/html")) {
      throw wrong(
          "the server answered a web page instead of the blob: does a proxy or a login"
              + " page stand in between?");
    }
    if (response.status() == 200) {
      return new Opened(response, 0);
    }
    String range = response.fields().first("Content-Range");
    Matcher parts = CONTENT_RANGE.matcher(range == null ? "" : range.strip());
    if (!parts.matches() || Long.parseLong(parts.group(1)) != offset) {
      throw wrong("the server sent another part than was asked for");
    }
    return new Opened(response, offset);
  }

  private RegistryProtocolException wrong(String problem) {
    return new RegistryProtocolException(
        repository.toString(), doing() + " of " + repository, problem);
  }
}
