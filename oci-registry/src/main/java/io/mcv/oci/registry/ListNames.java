package io.mcv.oci.registry;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.Printable;
import io.mcv.oci.registry.auth.Scope;
import io.mcv.oci.registry.http.HttpRequest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the tags of a repository, or the repositories of a registry, a page at a time, in the
 * registry's order.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags">distribution-spec,
 *     Listing Tags</a>
 */
final class ListNames implements Endpoint<Page<String>> {
  /** The largest answer that is read, in bytes: some hundred thousand names. */
  static final int MAX_BYTES = 32 * 1024 * 1024;

  private final String owner;
  private final String doing;
  private final String path;
  private final String field;
  private final Set<Scope> scopes;
  private final @Nullable URI page;

  private ListNames(
      String owner,
      String doing,
      String path,
      String field,
      Set<Scope> scopes,
      @Nullable URI page) {
    this.owner = owner;
    this.doing = doing;
    this.path = path;
    this.field = field;
    this.scopes = scopes;
    this.page = page;
  }

  static ListNames tags(RepositoryAddress repository) {
    return new ListNames(
        repository.toString(),
        "listing the tags",
        repository.path() + "/tags/list",
        "tags",
        repository.pull(),
        null);
  }

  static ListNames repositories(String registry) {
    return new ListNames(
        registry,
        "listing the repositories",
        "_catalog",
        "repositories",
        Set.of(Scope.catalog()),
        null);
  }

  /** The same for another page. */
  ListNames at(URI next) {
    return new ListNames(owner, doing, path, field, scopes, next);
  }

  @Override
  public String doing() {
    return doing;
  }

  @Override
  public HttpRequest request(URI base) {
    return HttpRequest.of("GET", page == null ? base.resolve(path) : page);
  }

  @Override
  public Set<Scope> scopes() {
    return scopes;
  }

  @Override
  public Page<String> answer(HttpResponse response) throws IOException {
    byte[] bytes = response.read(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new LimitExceededException(
          doing + " of " + owner + ": the answer is larger than " + MAX_BYTES + " bytes",
          MAX_BYTES);
    }
    WebPage.refuse(response, owner, doing, "a list");
    try {
      List<String> names = Json.parseObject(bytes).optionalStrings(field);
      return new Page<>(names == null ? List.of() : names, Page.next(response));
    } catch (JsonException e) {
      throw new RegistryProtocolException(
          owner,
          doing + " of " + owner,
          "the answer is not a list of names: " + Printable.of(e.getMessage()));
    }
  }
}
