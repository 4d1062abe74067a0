package io.mcv.oci.registry;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestMismatchException;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.Printable;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for a manifest.
 *
 * <table>
 * <caption>What its type is</caption>
 * <tr><td>{@code Content-Type}, without parameters</td><td>where it is that of a manifest or index;
 *   a {@code mediaType} in the document must be the same</td></tr>
 * <tr><td>{@code mediaType}</td><td>where the server names no type, or a general one such as {@code
 *   application/json}</td></tr>
 * <tr><td>OCI's, by the fields of the document</td><td>where neither says anything</td></tr>
 * </table>
 *
 * <p>The digest is computed from the bytes; {@code Docker-Content-Digest} may be missing, and where
 * it is by the same algorithm it must agree.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">distribution-spec,
 *     Pulling manifests</a>
 */
final class ManifestBody {
  /**
   * Every type that is read; schema 1 too, since some registries else say that there is nothing.
   */
  static final String ACCEPT =
      String.join(
          ", ",
          List.of(
              MediaType.OCI_MANIFEST.value(),
              MediaType.OCI_INDEX.value(),
              MediaType.DOCKER_MANIFEST.value(),
              MediaType.DOCKER_LIST.value(),
              MediaType.DOCKER_SCHEMA1_SIGNED.value(),
              MediaType.DOCKER_SCHEMA1.value()));

  static final String DIGEST_FIELD = "Docker-Content-Digest";

  private static final Set<String> GENERAL_TYPES =
      Set.of("application/json", "application/octet-stream", "text/plain", "binary/octet-stream");

  private ManifestBody() {}

  static RawManifest read(
      HttpResponse response, RepositoryAddress repository, String doing, @Nullable Digest wanted)
      throws IOException {
    byte[] bytes = response.read(RawManifest.MAX_BYTES + 1);
    if (bytes.length > RawManifest.MAX_BYTES) {
      throw new LimitExceededException(
          doing
              + " of "
              + repository
              + ": the answer is larger than the "
              + RawManifest.MAX_BYTES
              + " bytes that a manifest may have",
          RawManifest.MAX_BYTES);
    }
    WebPage.refuse(response, repository.toString(), doing, "a manifest");
    MediaType mediaType = mediaType(contentType(response), bytes, repository, doing);
    RawManifest manifest =
        wanted == null
            ? RawManifest.of(mediaType, bytes)
            : RawManifest.verified(mediaType, bytes, wanted);
    checkDigestField(response, manifest);
    return manifest;
  }

  /** The digest that a server names; null where it names none that can be read. */
  static @Nullable Digest namedDigest(HttpResponse response) {
    String named = response.fields().first(DIGEST_FIELD);
    try {
      return named == null ? null : Digest.parse(named.strip());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The type that a server names, without parameters; empty where it names none. */
  static String contentType(HttpResponse response) {
    String field = response.fields().first("Content-Type");
    String type = field == null ? "" : field.split(";", 2)[0].strip();
    return type.toLowerCase(Locale.ROOT);
  }

  private static void checkDigestField(HttpResponse response, RawManifest manifest)
      throws DigestMismatchException {
    Digest named = namedDigest(response);
    Digest actual = manifest.digest();
    if (named != null && named.algorithm() == actual.algorithm() && !named.equals(actual)) {
      throw new DigestMismatchException("manifest", named, actual);
    }
  }

  private static MediaType mediaType(
      String sentAs, byte[] bytes, RepositoryAddress repository, String doing) throws IOException {
    JsonObject json;
    String named;
    try {
      json = Json.parseObject(bytes);
      named = json.optionalString("mediaType");
    } catch (JsonException e) {
      throw new RegistryProtocolException(
          repository.toString(),
          doing + " of " + repository,
          "the answer is not a manifest: " + Printable.of(e.getMessage()));
    }
    boolean general = sentAs.isEmpty() || GENERAL_TYPES.contains(sentAs);
    if (!general && named != null && !named.equalsIgnoreCase(sentAs)) {
      throw new RegistryProtocolException(
          repository.toString(),
          doing + " of " + repository,
          "the server sent it as "
              + Printable.of(sentAs)
              + " but it says that it is "
              + Printable.of(named));
    }
    if (named != null) {
      return type(named, repository, doing);
    }
    if (!general) {
      return type(sentAs, repository, doing);
    }
    return json.has("manifests") ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
  }

  private static MediaType type(String text, RepositoryAddress repository, String doing)
      throws RegistryProtocolException {
    try {
      return new MediaType(text);
    } catch (IllegalArgumentException e) {
      throw new RegistryProtocolException(
          repository.toString(),
          doing + " of " + repository,
          "its media type is " + Printable.of(text) + ", which is none");
    }
  }
}
