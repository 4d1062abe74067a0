package io.mcv.oci.registry.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** What came back. Whoever gets one closes it. */
public final class HttpResponse implements Closeable {
  private final HttpRequest request;
  private final int status;
  private final HttpFields fields;
  private final InputStream body;

  /**
   * An answer whose head has been read.
   *
   * @param request the request that it answers: after redirects, the last one
   * @param body the rest; its errors are {@link ConnectionException}s
   */
  public HttpResponse(HttpRequest request, int status, HttpFields fields, InputStream body) {
    this.request = request;
    this.status = status;
    this.fields = fields;
    this.body = body;
  }

  /** The request that it answers: after redirects, the last one. */
  public HttpRequest request() {
    return request;
  }

  /** Where it came from: what relative places in it are relative to. */
  public URI uri() {
    return request.uri();
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** Whether the status says that what was asked for was done. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /** The header fields. */
  public HttpFields fields() {
    return fields;
  }

  /** The body; closing it closes the answer. */
  public InputStream body() {
    return body;
  }

  /**
   * The beginning of the body.
   *
   * @param limit bytes that are read at most
   */
  public byte[] read(int limit) throws IOException {
    return body.readNBytes(limit);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
