package io.mcv.oci.registry.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One request. Immutable: the {@code with} methods give changed copies.
 *
 * @param method such as {@code GET}
 * @param uri where it goes, {@code http} or {@code https}
 * @param fields header fields, without those that follow from the body
 * @param content the body, or null for none
 * @param streamed whether the answer or the body is long, so that only silence ends the exchange
 *     and not the time that it takes altogether
 * @param guarded whether it may not go to an address of a private network: somebody other than the
 *     user has named the host
 */
public record HttpRequest(
    String method,
    URI uri,
    HttpFields fields,
    @Nullable HttpContent content,
    boolean streamed,
    boolean guarded) {

  /** A request without fields and body. */
  public static HttpRequest of(String method, URI uri) {
    return new HttpRequest(method, uri, HttpFields.NONE, null, false, false);
  }

  /** The same with this field instead of any of that name. */
  public HttpRequest with(String name, String value) {
    return withFields(fields.with(name, value));
  }

  /** The same with these fields alone. */
  public HttpRequest withFields(HttpFields newFields) {
    return new HttpRequest(method, uri, newFields, content, streamed, guarded);
  }

  /** The same with this body. */
  public HttpRequest withContent(HttpContent newContent) {
    return new HttpRequest(method, uri, fields, newContent, streamed, guarded);
  }

  /** The same to another place. */
  public HttpRequest to(URI newUri) {
    return new HttpRequest(method, newUri, fields, content, streamed, guarded);
  }

  /** The same, to take as long as bytes go on flowing. */
  public HttpRequest asStream() {
    return new HttpRequest(method, uri, fields, content, true, guarded);
  }

  /** The same, kept out of private networks. */
  public HttpRequest guardedFromPrivateNetworks() {
    return new HttpRequest(method, uri, fields, content, streamed, true);
  }

  /** Method and place, without what may be secret. */
  @Override
  public String toString() {
    return method + " " + Redaction.of(uri);
  }
}
